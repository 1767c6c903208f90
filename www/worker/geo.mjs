// geo.mjs -- distances in whole metres, as cgi/geo.c works them out. Points are
// {lat, lon} in micro-degrees; no product comes near 2^53.
const metresOf = micro => Math.trunc(micro * 111195 / 1e6)
const scaled = (from, to, cosine) =>
	Math.trunc((to.lon - from.lon) * cosine / 1e6)

function squared(from, to, cosine) {
	const north = metresOf(to.lat - from.lat)
	const east = metresOf(scaled(from, to, cosine))
	return north * north + east * east
}

export const geoMetres = (from, to, cosine) =>
	Math.floor(Math.sqrt(squared(from, to, cosine)))

export const geoWithin = (from, to, cosine, metres) =>
	squared(from, to, cosine) < (metres + 1) ** 2

// 0 is north, then clockwise by eighths; within 22.5 degrees of an axis it is
// the axis' (tan 22.5 = 0.41421).
export function geoBearing(from, to, cosine) {
	const north = to.lat - from.lat, east = scaled(from, to, cosine)
	const n = Math.abs(north) * 41421, e = Math.abs(east) * 100000
	if (e <= n)
		return north >= 0 ? 0 : 4
	if (Math.abs(north) * 100000 < Math.abs(east) * 41421)
		return east >= 0 ? 2 : 6
	return north >= 0 ? east >= 0 ? 1 : 7 : east >= 0 ? 3 : 5
}
