// notes.mjs -- the small print, the farewell, and what an event says when its plans
// change.  Every pair is [French, English].

export const mark = ['Événement inventé pour la démonstration.', 'Invented for the demonstration.']

// Anywhere, and where machines are.
export const practical = [
	['Pièce d’identité demandée à l’entrée.', 'Identity papers are asked for at the entrance.'],
	['Accueil dix minutes avant le début.', 'Doors open ten minutes before the start.'],
	['Parking pour les visiteurs devant l’accueil.', 'Visitors’ car park in front of reception.'],
	['L’arrêt de bus le plus proche est à cinq minutes à pied.', 'The nearest bus stop is a five-minute walk away.'],
	['Un abri à vélos se trouve à l’entrée.', 'There is a bicycle shelter at the entrance.'],
	['Pensez au covoiturage, le parking est petit.', 'Consider sharing a car, the car park is small.'],
	['Toilettes et eau sur place.', 'Toilets and water on site.'],
	['Un vestiaire est ouvert à côté de l’accueil.', 'There is a cloakroom next to reception.'],
	['Les chiens restent à la maison, sauf les chiens guides.', 'Dogs stay at home, guide dogs excepted.'],
	['Entrée par la rue, et non par le quai de livraison.', 'Entrance from the street, not by the loading dock.'],
]
export const onSite = [
	['Chaussures fermées obligatoires.', 'Closed shoes are required.'],
	['Le bruit est fort par endroits ; des protections sont prêtées.', 'It is loud in places; ear defenders are lent.'],
	['Le parcours est déconseillé aux personnes qui portent un stimulateur cardiaque.', 'The route is not advised for people with a pacemaker.'],
	['Cheveux longs attachés, bijoux retirés.', 'Long hair tied back, jewellery removed.'],
	['Pas de poussette dans les ateliers.', 'No prams in the workshops.'],
]

export const price = [
	['Gratuit.', 'Free of charge.'], ['Gratuit.', 'Free of charge.'], ['Participation gratuite.', 'Free to attend.'],
	['Entrée gratuite.', 'Free entry.'], ['Prix libre.', 'Pay what you like.'],
]

export const closings = [
	['On vous attend, avec vos questions.', 'You are expected, with your questions.'],
	['Et si vous aimez, on vous dira comment rester.', 'And if you like it, we will tell you how to stay.'],
	['Le reste se découvre sur place.', 'The rest is to be discovered on site.'],
	['Un café est offert à la sortie.', 'Coffee is offered on the way out.'],
	['Venez, il y a toujours quelque chose qui tourne.', 'Come along, there is always something running.'],
	['À bientôt dans les ateliers.', 'See you in the workshops.'],
	['Prenez le temps, on l’a pris aussi.', 'Take your time, we took ours.'],
	['À ceux qui hésitent : venez quand même.', 'If you hesitate: come anyway.'],
	['Et n’oubliez pas de lever la tête : le plus beau est souvent au plafond.', 'And do look up: the best is often on the ceiling.'],
	['Demandez Sylvie ou Karim à l’accueil ; ils sauront.', 'Ask for Sylvie or Karim at reception; they will know.'],
]

// By kind of accessibility: what the text may say of it.
export const access = {
	mi: ['Le parcours est accessible en fauteuil roulant.', 'The route is accessible by wheelchair.'],
	hi: ['Une boucle magnétique est installée ; un groupe est guidé en langue des signes.', 'There is an induction loop, and one group is guided in sign language.'],
	vi: ['Pièces et maquettes peuvent être touchées.', 'Parts and models may be touched.'],
	pi: ['Un groupe plus petit et plus calme est prévu sur demande.', 'A smaller, quieter group can be arranged on request.'],
	ii: ['Un livret en français facile à lire est remis à l’entrée.', 'An easy-to-read booklet is handed out at the entrance.'],
}

// How to get to a place.
export const wayThere = [
	['À dix minutes à pied de la gare.', 'A ten-minute walk from the station.'],
	['Entrée par la cour, suivre les panneaux orange.', 'Entrance through the yard; follow the orange signs.'],
	['Se présenter à la loge du gardien.', 'Report to the gatehouse.'],
	['Bâtiment B, au fond du parking.', 'Building B, at the far end of the car park.'],
	['Arrêt de bus devant le portail.', 'Bus stop in front of the gate.'],
]

// By OpenAgenda's number of a status.
export const statusNotes = {
	2: [['L’horaire a changé : vérifiez votre créneau.', 'The time has changed: check your slot.']],
	3: [['La rencontre se tient finalement en ligne.', 'The meeting now takes place online.']],
	4: [['Reporté à une date qui sera annoncée plus tard.', 'Postponed to a date to be announced.']],
	5: [['Complet : plus aucune place n’est disponible.', 'Fully booked: no places are left.']],
	6: [['Annulé par l’organisateur, qui s’en excuse.', 'Cancelled by the organiser, with apologies.'],
		['Annulé : la ligne est arrêtée pour maintenance.', 'Cancelled: the line is stopped for maintenance.']],
}
