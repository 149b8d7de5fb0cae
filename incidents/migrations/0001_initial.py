

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('sections', '0003_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Authority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=250, verbose_name='name')),
                ('name_vi', models.CharField(max_length=250, null=True, verbose_name='name')),
                ('name_zh_hans', models.CharField(max_length=250, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=250, null=True, verbose_name='name')),
                ('competent_for', models.JSONField(default=list, help_text='Keys of provisions, such as LC-8.3.', verbose_name='competent for')),
                ('until', models.DateField(blank=True, help_text='The first day it can no longer ask.', null=True, verbose_name='until')),
                ('confirmed', models.BooleanField(default=False, help_text='Somebody compared its competence with the decree in force.', verbose_name='competence confirmed')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.authority', verbose_name='successor')),
            ],
            options={
                'verbose_name': 'competent authority',
                'verbose_name_plural': 'competent authorities',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='number')),
                ('tracking_code', models.CharField(max_length=20, unique=True, verbose_name='tracking code')),
                ('kind', models.CharField(choices=[('support', 'Request for support'), ('incident', 'Technical incident'), ('violation_report', 'Report of wrong or unlawful content'), ('authority_request', 'Request of an authority')], max_length=20, verbose_name='kind')),
                ('state', models.CharField(choices=[('received', 'Received'), ('in_progress', 'In progress'), ('complex', 'In progress, takes longer'), ('resolved', 'Dealt with'), ('rejected', 'Not accepted')], default='received', max_length=20, verbose_name='state')),
                ('channel', models.CharField(choices=[('web', 'Form on the portal'), ('phone', 'Telephone'), ('letter', 'Letter'), ('email', 'E-mail'), ('in_person', 'In person')], max_length=20, verbose_name='channel')),
                ('language', models.CharField(choices=[('vi', 'Vietnamese'), ('zh-hans', 'Simplified Chinese'), ('en', 'English')], max_length=10, verbose_name='language')),
                ('subject', models.CharField(max_length=200, verbose_name='subject')),
                ('description', models.TextField(verbose_name='description')),
                ('page_url', models.CharField(blank=True, max_length=500, verbose_name='page')),
                ('reporter_name', models.CharField(blank=True, max_length=150, verbose_name='name')),
                ('reporter_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('reporter_phone', models.CharField(blank=True, max_length=30, verbose_name='telephone')),
                ('received_at', models.DateTimeField(verbose_name='received')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('form_token', models.UUIDField(editable=False, null=True, unique=True)),
                ('demanded_at', models.DateTimeField(blank=True, null=True, verbose_name='demanded')),
                ('officer', models.CharField(blank=True, max_length=150, verbose_name='officer of the authority')),
                ('letter_number', models.CharField(blank=True, max_length=60, verbose_name='number of the letter')),
                ('letter_on', models.DateField(blank=True, null=True, verbose_name='date of the letter')),
                ('removal_demanded', models.BooleanField(default=False, verbose_name='removal demanded (national security)')),
                ('call_confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed by calling back')),
                ('result', models.TextField(blank=True, verbose_name='what the reporter was told')),
                ('handled_at', models.DateTimeField(blank=True, null=True, verbose_name='handled')),
                ('last_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('articles', models.ManyToManyField(blank=True, related_name='cases', to='sections.article', verbose_name='articles')),
                ('authority', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='incidents.authority', verbose_name='authority')),
                ('call_confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='called back by')),
                ('handled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handled by')),
                ('handler', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to=settings.AUTH_USER_MODEL, verbose_name='handler')),
                ('recorded_by', models.ForeignKey(blank=True, help_text='Nobody, where the reporter sent it through the portal.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'case',
                'verbose_name_plural': 'cases',
                'ordering': ['-received_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CaseEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveIntegerField()),
                ('action', models.CharField(choices=[('receive', 'Received'), ('assign', 'Somebody is dealing with it'), ('mark_complex', 'Found to need more time'), ('deliver_notice', 'Told in writing when it will be done'), ('escalate', 'Taken up by an authority'), ('add_article', 'An article was added'), ('order_takedown', 'Taken down from the portal'), ('note', 'Note'), ('resolve', 'Dealt with'), ('reject', 'Not accepted')], max_length=20, verbose_name='act')),
                ('from_state', models.CharField(blank=True, max_length=20)),
                ('to_state', models.CharField(max_length=20)),
                ('at', models.DateTimeField(verbose_name='when')),
                ('by_name', models.CharField(blank=True, max_length=150, verbose_name='who')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('public', models.BooleanField(default=False, verbose_name='the note is for the reporter')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='incidents.case')),
            ],
            options={
                'verbose_name': 'step of a case',
                'verbose_name_plural': 'steps of cases',
                'ordering': ['case', 'seq'],
            },
        ),
        migrations.CreateModel(
            name='CaseNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('count', models.PositiveIntegerField(verbose_name='number')),
                ('issued_on', models.DateField(verbose_name='date')),
                ('text', models.TextField(verbose_name='text')),
                ('promised_at', models.DateTimeField(verbose_name='promised for')),
                ('delivered_at', models.DateTimeField(blank=True, null=True, verbose_name='delivered')),
                ('delivery_proof', models.CharField(blank=True, max_length=250, verbose_name='proof of delivery')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='incidents.case', verbose_name='case')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='issued by')),
            ],
            options={
                'verbose_name': 'notice of a complex case',
                'verbose_name_plural': 'notices of complex cases',
                'ordering': ['-year', '-count'],
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(choices=[('cases', 'Cases'), ('notices', 'Notices of complex cases')], max_length=20, verbose_name='register')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='last number')),
            ],
            options={
                'verbose_name': 'series of numbers',
                'verbose_name_plural': 'series of numbers',
                'constraints': [models.UniqueConstraint(fields=('register', 'year'), name='one_series_a_year')],
            },
        ),
        migrations.CreateModel(
            name='TakedownOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('languages', models.JSONField(verbose_name='languages')),
                ('addresses', models.JSONField(help_text='What answered before, by language; it answers 410 now.', verbose_name='addresses')),
                ('ground', models.CharField(choices=[('authority_request', 'Request of a competent authority'), ('national_security', 'Content against national security'), ('untrue', 'Not true'), ('copyright', 'Rights of somebody else'), ('personal_data', 'Personal data'), ('source_withdrawn', 'Withdrawn by its source'), ('own_error', 'Our own mistake')], max_length=40, verbose_name='ground')),
                ('reason', models.TextField(verbose_name='reason')),
                ('ordered_by', models.CharField(blank=True, max_length=250, verbose_name='on whose demand')),
                ('provision', models.CharField(max_length=20, verbose_name='provision')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('by_name', models.CharField(max_length=150, verbose_name='name')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sections.article', verbose_name='article')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='incidents.case', verbose_name='case')),
                ('takedown', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='order', to='sections.takedown')),
            ],
            options={
                'verbose_name': 'order to take down',
                'verbose_name_plural': 'orders to take down',
                'ordering': ['-at'],
            },
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['state', 'kind'], name='incidents_case_by_state'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('handled_at__isnull', True), ('handled_by__isnull', True)), models.Q(('handled_at__isnull', False), ('handled_by__isnull', False)), _connector='OR'), name='incidents_case_handled_at_with_handled_by'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('call_confirmed_at__isnull', True), ('call_confirmed_by__isnull', True)), models.Q(('call_confirmed_at__isnull', False), ('call_confirmed_by__isnull', False)), _connector='OR'), name='incidents_case_call_confirmed_at_with_call_confirmed_by'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('authority__isnull', True), ('demanded_at__isnull', True)), models.Q(('authority__isnull', False), ('demanded_at__isnull', False)), _connector='OR'), name='incidents_case_demanded_at_with_authority'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('received_at__lte', models.F('recorded_at'))), name='incidents_case_received_before_recorded'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'authority_request'), _negated=True), ('authority__isnull', False), _connector='OR'), name='incidents_case_request_names_its_authority'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('removal_demanded', False), ('authority__isnull', False), _connector='OR'), name='incidents_case_removal_demanded_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='caseevent',
            constraint=models.UniqueConstraint(fields=('case', 'seq'), name='incidents_events_without_gaps'),
        ),
        migrations.AddConstraint(
            model_name='casenotice',
            constraint=models.UniqueConstraint(fields=('year', 'count'), name='incidents_notices_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='casenotice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('delivered_at__isnull', True), ('delivery_proof', '')), models.Q(('delivered_at__isnull', False), ('delivery_proof__gt', '')), _connector='OR'), name='incidents_notice_delivered_with_proof'),
        ),
    ]
