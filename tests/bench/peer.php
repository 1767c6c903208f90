<?php
// peer.php -- our list as JSON, from PHP and SQLite: the fastest that we could
// write without leaving what is usual there. The folder PEER has the tables
// that tests/bench/peers.mjs makes.
declare(strict_types=1);

const PAGE = 40;

// ---- counting --------------------------------------------------------------

// Beside each choice, how many there would be with the others as they are; all
// counts by their bit.
function count_hits(PDO $db, int $day, int $days, int $mine, int $group,
	string $word): array
{
	$next = $word;
	$next[-1] = chr(ord($next[-1]) + 1);
	$q = $db->prepare("SELECT key, choices, p$day FROM hit WHERE word >= ?
		AND word < ? AND (key & ? OR choices & ?)");
	$q->bindValue(1, $word);
	$q->bindValue(2, $next);
	$q->bindValue(3, 1 << $day, PDO::PARAM_INT);
	$q->bindValue(4, $mine, PDO::PARAM_INT);
	$q->execute();
	$seen = $by_days = $by_choices = $places = [];
	$below = (1 << $days) - 1;
	$on = 1 << $day;
	foreach ($q->fetchAll(PDO::FETCH_NUM) as [$key, $choices, $place]) {
		$event = $key >> $days;
		if (isset($seen[$event]))
			continue;
		$seen[$event] = true;
		$has = $choices & $mine;
		if ($has)
			$by_days[$key & $below] = ($by_days[$key & $below] ?? 0) + 1;
		if (!($key & $on))
			continue;
		if ($has)
			$places[] = $place;
		else
			$choices &= $group;
		$by_choices[$choices] = ($by_choices[$choices] ?? 0) + 1;
	}
	sort($places);
	return [by_bit($by_days), by_bit($by_choices), $places];
}

// How many have each bit, of how many have each set.
function by_bit(array $by_set): array
{
	$counts = [];
	foreach ($by_set as $set => $n)
		for (; $set !== 0; $set &= $set - 1) {
			$bit = $set & -$set;
			$counts[$bit] = ($counts[$bit] ?? 0) + $n;
		}
	return $counts;
}

function read_cards(PDO $db, int $day, array $places): string
{
	$q = $db->prepare('SELECT group_concat(json) FROM (SELECT card.json
		FROM json_each(?) AS one
		CROSS JOIN card ON card.day = ? AND card.place = one.value)');
	$q->bindValue(1, json_encode(array_slice($places, 0, PAGE)));
	$q->bindValue(2, $day, PDO::PARAM_INT);
	$q->execute();
	return (string)$q->fetchColumn();
}

// ---- the answer ------------------------------------------------------------

function write_days(array $days, int $day, array $counts, string $rest): string
{
	$text = '';
	foreach ($days as $d => ['day' => $other, 'json' => $json]) {
		$n = $counts[1 << $d] ?? 0;
		$href = $d === $day ? '' : "day=$other&";
		$on = $d === $day ? 'true' : 'false';
		$text .= ($d > 0 ? ',' : '') .
			"$json$n,\"on\":$on,\"href\":\"events?$href$rest\"}";
	}
	return $text;
}

function write_groups(array $groups, int $group, int $choice, array $counts,
	string $day, string $asked, string $q): string
{
	$text = '';
	$bit = 1;
	$mine = $groups[$group]['choices'][$choice]['id'];
	foreach ($groups as $g => ['id' => $id, 'json' => $json,
			'choices' => $choices]) {
		$on = $g === $group ? 'true' : 'false';
		$text .= ($g > 0 ? ',' : '') . "$json,\"on\":$on,\"choices\":[";
		foreach ($choices as $c => ['id' => $other, 'json' => $json]) {
			$n = $counts[$bit] ?? 0;
			$bit <<= 1;
			$on = 'false';
			if ($g < $group) {
				$href = "&$id=$other&$asked";
			} elseif ($g > $group) {
				$href = "&$asked&$id=$other";
			} elseif ($c === $choice) {
				$href = '';
				$on = 'true';
			} else {
				$href = $c < $choice ? "&$id=$other,$mine" : "&$id=$mine,$other";
			}
			$text .= ($c > 0 ? ',' : '') .
				"$json$n,\"on\":$on,\"href\":\"events?$day$href&$q\"}";
		}
		$text .= ']}';
	}
	return $text;
}

// /events.json?day=DAY&GROUP=CHOICE&q=WORD
[$on, $asked, $q] = explode('&', $_SERVER['QUERY_STRING']);
['days' => $days, 'groups' => $groups] = require getenv('PEER') . '/labels.php';
[$group_id, $choice_id] = explode('=', $asked);
$day = array_search(substr($on, 4), array_column($days, 'day'), true);
$group = array_search($group_id, array_column($groups, 'id'), true);
$choice = array_search($choice_id,
	array_column($groups[$group]['choices'], 'id'), true);
$first = $groups[$group]['first'];

$db = new PDO('sqlite:' . getenv('PEER') . '/peer.db', null, null, [
	PDO::ATTR_PERSISTENT => true,
	PDO::SQLITE_ATTR_OPEN_FLAGS => PDO::SQLITE_OPEN_READONLY,
]);
$db->exec('PRAGMA mmap_size = 2147483648; BEGIN');
[$by_day, $by_choice, $places] = count_hits($db, $day, count($days),
	1 << $first + $choice,
	(1 << count($groups[$group]['choices'])) - 1 << $first, substr($q, 2));
$cards = read_cards($db, $day, $places);
$db->exec('COMMIT');

$total = count($places);
$pages = max(1, ceil($total / PAGE));
$body = "{\"total\":$total,\"page\":1,\"pages\":$pages,\"days\":[" .
	write_days($days, $day, $by_day, "$asked&$q") . '],"groups":[' .
	write_groups($groups, $group, $choice, $by_choice, $on, $asked, $q) .
	"],\"events\":[$cards]}";
header('Content-Type: application/json; charset=utf-8');
header('Content-Length: ' . strlen($body));
echo $body;
