// names.mjs -- invented names.  They stay in French in every language.

// An emblem alone, and after a noun: "Verrerie de la Huppe", "Huppe Textile".
export const emblems = [
	['Lièvre bleu', 'du Lièvre bleu'], ['Huppe', 'de la Huppe'], ['Trois Corneilles', 'des Trois Corneilles'],
	['Écluse blanche', 'de l’Écluse blanche'], ['Héron gris', 'du Héron gris'], ['Lune rousse', 'de la Lune rousse'],
	['Pont tournant', 'du Pont tournant'], ['Vieux Tilleul', 'du Vieux Tilleul'], ['Quatre Vents', 'des Quatre Vents'],
	['Chat perché', 'du Chat perché'], ['Beffroi d’or', 'du Beffroi d’or'], ['Belle Étoile', 'de la Belle Étoile'],
	['Renard roux', 'du Renard roux'], ['Deux Loutres', 'des Deux Loutres'], ['Marée haute', 'de la Marée haute'],
	['Colibri', 'du Colibri'], ['Aubépine', 'de l’Aubépine'], ['Sablier', 'du Sablier'], ['Boussole', 'de la Boussole'],
	['Cerf-volant', 'du Cerf-volant'], ['Libellule', 'de la Libellule'], ['Sept Marches', 'des Sept Marches'],
	['Ancre verte', 'de l’Ancre verte'], ['Roitelet', 'du Roitelet'], ['Pierre levée', 'de la Pierre levée'],
	['Mésange', 'de la Mésange'], ['Moulin penché', 'du Moulin penché'], ['Grand Pavois', 'du Grand Pavois'],
	['Escargot', 'de l’Escargot'], ['Salamandre', 'de la Salamandre'], ['Triton', 'du Triton'],
	['Mille Roseaux', 'des Mille Roseaux'], ['Bergeronnette', 'de la Bergeronnette'], ['Canard siffleur', 'du Canard siffleur'],
	['Oie cendrée', 'de l’Oie cendrée'], ['Houblon vert', 'du Houblon vert'], ['Chouette', 'de la Chouette'],
	['Faucon d’argent', 'du Faucon d’argent'], ['Pissenlit', 'du Pissenlit'], ['Coquelicots', 'des Coquelicots'],
	['Betterave d’or', 'de la Betterave d’or'], ['Lin bleu', 'du Lin bleu'], ['Passerelle', 'de la Passerelle'],
	['Arbre creux', 'de l’Arbre creux'], ['Cadran', 'du Cadran'], ['Girouette', 'de la Girouette'],
	['Hérisson', 'du Hérisson'], ['Cigogne noire', 'de la Cigogne noire'], ['Trois Épis', 'des Trois Épis'],
	['Ruban rouge', 'du Ruban rouge'], ['Encrier', 'de l’Encrier'], ['Tambour', 'du Tambour'], ['Baleine', 'de la Baleine'],
	['Dauphin rieur', 'du Dauphin rieur'], ['Grande Ourse', 'de la Grande Ourse'], ['Sarcelle', 'de la Sarcelle'],
	['Merle blanc', 'du Merle blanc'], ['Quenouille', 'de la Quenouille'], ['Vanneau', 'du Vanneau'],
	['Campanule', 'de la Campanule'], ['Lanterne', 'de la Lanterne'], ['Bélier', 'du Bélier'], ['Noisetier', 'du Noisetier'],
	['Clé de voûte', 'de la Clé de voûte'],
]

export const streets = [
	'rue des Tisserands', 'rue de l’Abreuvoir', 'quai du Blé', 'rue du Vieux Four', 'rue des Rémouleurs',
	'avenue des Saules', 'chemin du Halage', 'rue de la Grande Borne', 'boulevard des Fileuses', 'rue de l’Octroi',
	'rue du Pont à bascule', 'allée des Peupliers', 'rue des Trois Marteaux', 'impasse du Sas', 'rue du Petit Canal',
]
export const zones = [
	'zone d’activités du Grand Marais', 'parc d’activités du Moulin blanc', 'zone industrielle des Prés',
	'parc d’activités de la Borne fleurie', 'zone d’activités du Port à charbon', 'zone industrielle de la Gare d’eau',
]

// Places that are not a company, each taking an emblem or standing alone.
export const halls = ['Salle', 'Espace', 'Halle', 'Maison de quartier', 'Médiathèque']
export const schools = ['Lycée professionnel', 'Lycée', 'Collège', 'Campus']
export const offices = ['Maison de l’emploi', 'Centre de formation', 'Pépinière d’entreprises']
