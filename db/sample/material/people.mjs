// people.mjs -- who an event is for and how one gets in, in the words people use.  Every
// pair is [French, English].  Ids are values of the options in schema.json.

// Each audience speaks with one of its voices, so that one event does not name
// two kinds of pupils.  sentences: in the text; short: in the summary or the
// conditions; tags: after the title; words: keywords; ages: weights by
// "from-to" in years.
export const audiences = {
	'tout-public': [{
		sentences: [
			['Ouvert à toutes et à tous, sans condition.', 'Open to everybody, without conditions.'],
			['Tout le monde est bienvenu : en famille, entre voisins ou en solitaire.', 'Everybody is welcome: with family, with neighbours or alone.'],
			['C’est le grand public que l’on attend.', 'It is the general public that is expected.'],
			['Riverains, curieux, futurs collègues : la porte est ouverte à tous.', 'Neighbours, the curious, future colleagues: the door is open to all.'],
			['Pas besoin d’être du métier : on s’adresse ici au grand public.', 'No need to be in the trade: this is for the general public.'],
			['Petits et grands y trouveront leur compte.', 'There is something for young and old.'],
		],
		short: [
			['Ouvert à tous.', 'Open to all.'], ['Tout public.', 'All audiences.'],
			['Pour le grand public.', 'For the general public.'], ['Ouvert à toutes et à tous.', 'Open to everyone.'],
		],
		tags: [['ouvert à tous', 'open to all'], ['tout public', 'all audiences']],
		words: [['tout public', 'all audiences'], ['grand public', 'general public'], ['famille', 'families']],
		ages: { '-': 72, '6-': 5, '8-': 5, '10-': 5, '12-': 5, '14-': 5, '6-12': 2, '12-99': 1 },
	}],
	'demandeurs-emploi': [{
		sentences: [
			['Réservé aux demandeurs d’emploi.', 'For job seekers only.'],
			['Cette rencontre s’adresse aux personnes en recherche d’emploi, quel que soit leur parcours.', 'This is for people looking for work, whatever their background.'],
			['Vous êtes inscrite ou inscrit à France Travail ? Cette rencontre est pour vous.', 'Are you registered with France Travail? This is for you.'],
			['Pour les demandeuses et demandeurs d’emploi, débutants compris.', 'For job seekers, beginners included.'],
			['Les places vont en priorité aux personnes accompagnées par France Travail ou une mission locale.', 'Places go first to people supported by France Travail or a local youth service.'],
			['Vous cherchez du travail et l’industrie vous semble loin ? C’est l’occasion de vous en approcher.', 'Looking for work, and industry seems far away? Here is a chance to get closer.'],
		],
		short: [
			['Public : demandeurs d’emploi.', 'For job seekers.'], ['Réservé aux personnes en recherche d’emploi.', 'Only for people looking for work.'],
			['Demandeurs d’emploi uniquement.', 'Job seekers only.'],
		],
		tags: [['réservé aux demandeurs d’emploi', 'for job seekers'], ['demandeurs d’emploi', 'job seekers']],
		words: [['demandeur d’emploi', 'job seekers'], ['retour à l’emploi', 'back to work'], ['insertion', 'integration']],
		ages: { '-': 70, '18-': 24, '16-25': 6 },
	}],
	'scolaires': [{
		sentences: [
			['Réservé aux classes de collège.', 'For lower secondary classes only.'],
			['Pour les élèves de quatrième et de troisième, avec leurs professeurs.', 'For pupils aged 13 to 15, with their teachers.'],
			['Séances scolaires pour les collèges : une classe à la fois.', 'School sessions for pupils aged 11 to 15: one class at a time.'],
			['Les collégiennes et les collégiens y trouvent de quoi préparer leur stage d’observation.', 'Pupils find what they need to prepare their week of work experience.'],
		],
		short: [['Réservé aux collégiens.', 'For pupils aged 11 to 15 only.'], ['Pour les classes de collège inscrites.', 'For registered lower secondary classes.'], ['Public scolaire.', 'For schools.']],
		tags: [['collégiens', 'ages 11 to 15'], ['scolaires', 'schools']],
		words: [['scolaires', 'schools'], ['collégiens', 'pupils'], ['orientation', 'career guidance']],
		ages: { '-': 50, '11-15': 30, '13-15': 20 },
	}, {
		sentences: [
			['Réservé aux lycées, sur le temps scolaire.', 'For sixth forms only, in school hours.'],
			['Lycéens, apprentis : cette rencontre est pour vous.', 'Sixth-formers, apprentices: this is for you.'],
			['Pour les lycéennes et les lycéens, à l’heure où l’on choisit une voie.', 'For sixth-formers, at the time when a path is chosen.'],
			['Des classes de seconde et de première viennent avec leurs professeurs.', 'Classes of 15- to 17-year-olds come with their teachers.'],
		],
		short: [['Pour les lycéens et les apprentis.', 'For sixth-formers and apprentices.'], ['Public scolaire (lycée).', 'For schools (ages 15 to 18).']],
		tags: [['lycéens', 'sixth-formers'], ['scolaires', 'schools']],
		words: [['lycéens', 'sixth-formers'], ['scolaires', 'schools'], ['apprentissage', 'apprenticeship'], ['orientation', 'career guidance']],
		ages: { '-': 50, '15-18': 45, '14-': 5 },
	}, {
		sentences: [
			['Proposé aux étudiantes et aux étudiants, de la première année au doctorat.', 'Offered to students, from first year to doctorate.'],
			['Étudiants, cette rencontre est pour vous : apportez vos questions de stage.', 'Students, this is for you: bring your questions about internships.'],
		],
		short: [['Pour les étudiantes et les étudiants.', 'For students.'], ['Public étudiant.', 'For students.']],
		tags: [['étudiants', 'students']],
		words: [['étudiants', 'students'], ['enseignement supérieur', 'higher education'], ['stage', 'internship']],
		ages: { '-': 60, '16-25': 40 },
	}],
	'femmes': [{
		sentences: [
			['Une rencontre pensée pour les femmes en recherche d’emploi ou en reconversion.', 'Designed for women looking for work or changing career.'],
			['Réservé aux femmes, avec ou sans expérience de l’industrie.', 'For women only, with or without experience of industry.'],
			['Parce que l’atelier n’est pas un monde d’hommes : un rendez-vous au féminin.', 'Because the workshop is not a man’s world: a meeting for women.'],
			['Pour celles qui veulent changer de métier et se demandent par où commencer.', 'For women who want to change jobs and wonder where to begin.'],
		],
		short: [
			['Pour les femmes en reconversion.', 'For women changing career.'], ['Réservé aux femmes.', 'For women only.'],
			['Public : femmes en recherche d’emploi ou en reconversion.', 'For women looking for work or changing career.'],
		],
		tags: [['au féminin', 'women in industry'], ['femmes en reconversion', 'women changing career']],
		words: [['femmes', 'women'], ['reconversion', 'career change'], ['mixité', 'gender balance'], ['industrie au féminin', 'women in industry']],
		ages: { '-': 75, '18-': 25 },
	}],
	'enseignants': [{
		sentences: [
			['À l’intention des enseignantes et des enseignants, de tous les niveaux.', 'For teachers of every level.'],
			['Pour les équipes éducatives : professeurs principaux, psychologues de l’Éducation nationale, documentalistes.', 'For school teams: form teachers, school psychologists, librarians.'],
			['Réservé aux professeurs et aux personnes qui conseillent les élèves sur leur orientation.', 'For teachers and career advisers only.'],
		],
		short: [['Réservé aux enseignants.', 'For teachers only.'], ['Public : équipes éducatives.', 'For school teams.']],
		tags: [['enseignants', 'teachers']],
		words: [['enseignants', 'teachers'], ['professeurs', 'teachers'], ['éducation', 'education']],
		ages: { '-': 1 },
	}],
	'professionnels': [{
		sentences: [
			['Rendez-vous professionnel, non ouvert au grand public.', 'A professional meeting, not open to the general public.'],
			['On s’y retrouve entre dirigeantes et dirigeants d’entreprise, responsables des ressources humaines et élus.', 'For company heads, human resources managers and elected officials.'],
			['Pour les entreprises du territoire, leurs fournisseurs et leurs partenaires.', 'For local companies, their suppliers and partners.'],
		],
		short: [['Réservé aux professionnels.', 'For professionals only.'], ['Public : entreprises.', 'For companies.']],
		tags: [['professionnels', 'professionals']],
		words: [['professionnels', 'professionals'], ['entreprises', 'companies'], ['réseau', 'network']],
		ages: { '-': 1 },
	}],
}

// Two audiences at once, in one sentence; ids joined by "+".
export const mixes = {
	'scolaires+tout-public': [
		['Le matin est réservé aux classes ; l’après-midi, tout le monde peut venir.', 'The morning is for school classes; in the afternoon everybody may come.'],
		['Scolaires sur inscription, grand public en accès libre.', 'Schools by registration, general public without.'],
	],
	'demandeurs-emploi+scolaires': [
		['Pour les jeunes en fin d’études comme pour les demandeurs d’emploi.', 'For students about to graduate and for job seekers alike.'],
	],
	'demandeurs-emploi+femmes': [
		['Pour les femmes en recherche d’emploi ou qui souhaitent se reconvertir, inscrites ou non à France Travail.', 'For women looking for work or wishing to change career, registered with France Travail or not.'],
	],
	'enseignants+scolaires': [
		['Pour les classes et leurs professeurs ; chaque enseignant reçoit un dossier pour préparer la séance.', 'For classes and their teachers; every teacher receives a file to prepare the session.'],
	],
	'professionnels+tout-public': [
		['La première heure est réservée aux professionnels ; ensuite, c’est ouvert à tous.', 'The first hour is for professionals; after that it is open to all.'],
	],
}

// Ways in.  "option" is the value in schema.json, "contact" the kinds of
// registration given, in order of liking.
export const gates = {
	libre: {
		option: 'sans-inscription', contact: [],
		sentences: [
			['Entrée libre, sans inscription.', 'Free entry, no registration.'], ['Il suffit de venir.', 'Just come along.'],
			['Aucune inscription n’est demandée.', 'No registration is required.'],
			['Sans réservation, dans la limite des places disponibles.', 'No booking, while places last.'],
		],
	},
	lien: {
		option: 'sur-inscription', contact: ['link'],
		sentences: [
			['Inscription obligatoire en ligne.', 'Online registration is required.'], ['Places limitées : pensez à réserver sur le site.', 'Limited places: book on the website.'],
			['Réservation conseillée en ligne.', 'Online booking is advised.'], ['Sur inscription.', 'By registration.'],
		],
	},
	telephone: {
		option: 'sur-inscription', contact: ['phone', 'email'],
		sentences: [
			['Réservation par téléphone au {phone}.', 'Book by telephone: {phone}.'], ['Appelez le {phone} pour réserver votre créneau.', 'Call {phone} to book your slot.'],
			['Inscription par téléphone, du lundi au vendredi.', 'Registration by telephone, Monday to Friday.'],
		],
	},
	courriel: {
		option: 'sur-inscription', contact: ['email'],
		sentences: [
			['Inscription par courriel à {mail}.', 'Registration by e-mail: {mail}.'], ['Écrivez à {mail} en précisant le nombre de personnes.', 'Write to {mail} with the number of people.'],
			['Inscription par courriel, réponse sous deux jours.', 'Registration by e-mail, answered within two days.'],
		],
	},
	'france-travail': {
		option: 'france-travail', contact: [],
		sentences: [
			['Inscription auprès de France Travail.', 'Registration through France Travail.'],
			['Parlez-en à votre conseillère ou votre conseiller France Travail : l’inscription passe par là.', 'Talk to your France Travail adviser: registration goes through them.'],
			['Les places sont attribuées par votre agence France Travail.', 'Places are given out by your France Travail office.'],
		],
	},
	etablissement: {
		option: 'etablissement', contact: ['email'],
		sentences: [
			['Inscription par l’établissement scolaire.', 'Registration by the school.'], ['Les inscriptions sont faites par les professeurs, une classe par séance.', 'Teachers register their class, one class a session.'],
		],
	},
	invitation: {
		option: 'sur-invitation', contact: [],
		sentences: [['Sur invitation.', 'By invitation.'], ['Participation sur invitation nominative uniquement.', 'By personal invitation only.']],
	},
}

// For places that are all taken.
export const full = [
	['Complet.', 'Fully booked.'],
	['Toutes les places sont prises ; une liste d’attente est ouverte.', 'All places are taken; there is a waiting list.'],
	['L’événement affiche complet.', 'The event is fully booked.'],
]
