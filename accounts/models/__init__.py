from accounts.models.agencies import Agency, AgencyGrant, Succession
from accounts.models.appointments import Appointment
from accounts.models.contacts import Contact
from accounts.models.people import User


__all__ = ["Agency", "AgencyGrant", "Appointment", "Contact", "Succession", "User"]
