// view.mjs -- print the view of a list page for tests/bench/list/: 40 cards
// on two days, 60 choices in four groups. The same on every run.
const towns = ['Calais', 'Lens', 'Saint-Quentin', 'Villeneuve-d\'Ascq', 'Noyon', 'Dunkerque', 'Abbeville'];
const titles = ['Visite de la fonderie', 'Les métiers de l\'eau & de l\'énergie', 'Forum « emploi et industrie »',
	'Portes ouvertes du lycée', 'Atelier : réparer plutôt que jeter', 'Dans les coulisses d\'une verrerie'];
const audiences = ['Tout public', 'Demandeurs d\'emploi', 'Scolaires', 'Étudiants'];
const statuses = { full: 'Complet', cancelled: 'Annulé', postponed: 'Reporté' };

function card(i) {
	const uid = 40000000 + i * 7919;
	const status = i % 9 === 4 ? Object.keys(statuses)[i % 3] : 'scheduled';
	return {
		uid, slug: `evenement-${i}`, href: `/event/${uid}/evenement-${i}`, title: `${titles[i % titles.length]} (${i})`,
		begin: `2025-11-${19 + Math.floor(i / 20)}T${String(9 + i % 9).padStart(2, '0')}:00`, end: 1763460000 + i * 3600,
		when: `mercredi 19 novembre, ${9 + i % 9} h 00 à ${10 + i % 9} h 30`, ...(i % 3 === 0 && { more: '+ 2 horaires' }),
		featured: i % 11 === 0, status, ...(statuses[status] && { status_label: statuses[status] }),
		place: `Usine ${i % 13} SAS`, town: towns[i % towns.length], ...(i % 2 && { distance: `${i} km` }),
		choices: audiences.filter((_, k) => (i + k) % 2).map((label) => ({ label })),
	};
}
function group(g) {
	const choices = Array.from({ length: 15 }, (_, i) => ({
		group: `groupe-${g}`, id: `choix-${i}`, label: `${audiences[i % 4]}, réponse ${i}`, count: 500 - 31 * i, chosen: i === g,
	}));
	return { id: `groupe-${g}`, label: `Question n° ${g} ?`, choices, not_stated: { href: `/events?groupe-${g}=not-stated`, label: `+ ${g * 41} qui ne disent rien` } };
}
function day(d) {
	return { id: `j${19 + d}`, label: `${d ? 'Jeudi 20' : 'Mercredi 19'} novembre 2025`, events: Array.from({ length: 20 }, (_, i) => card(d * 20 + i)) };
}

console.log(JSON.stringify({
	total: 213, page: 2, pages: 6, groups: [0, 1, 2, 3].map(group), days: [0, 1].map(day),
	language: 'fr', title: 'Évènements', programme: 'Semaine de l\'industrie', base: '/', q: 'métier "vert"',
	canonical: 'https://festival.example/events', total_label: '213 évènements', before: '/events', after: '/events?page=3',
	alternates: ['fr', 'en', 'nl'].map((language) => ({ language, href: `https://festival.example/${language}/events` })),
	menu: ['Accueil', 'Évènements', 'Carte', 'Mon plan', 'À propos'].map((label, i) => ({ label, href: `/${i}`, current: i === 1 })),
	style: ':root{color-scheme:light dark}.card>h3{margin:0}'.repeat(100), source_at: 1763400000, source_label: '17 novembre, 14 h 05',
	publisher: 'Région', contact: 'contact@festival.example',
	ui: { search: 'Chercher', show: 'Afficher', nothing: 'Aucun évènement', pages: 'Pages', before: 'Page précédente', after: 'Page suivante', main: 'Menu', as_of: 'Programme du', by: 'Publié par' },
}));
