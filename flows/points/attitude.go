package points

// attitude is the feature of how a passage speaks on the whole: for something
// or against something. It joins no two passages, and parts those that speak in
// opposite ways of things that only their words for them tell apart.
const attitude feature = -1

// attitudeWeight squared is how much opposite attitudes part two passages.
const attitudeWeight = 0.22

// takeAttitude gives a vector, if most of what has a stance in it has one, the
// attitude as its first term.
func (v vector) takeAttitude() vector {
	var byStance [defence - against + 1]float64
	for _, t := range v {
		byStance[t.stance-against] += t.weight * t.weight
	}
	most := unsaid
	for i, w := range byStance {
		s := against + stance(i)
		if s != unsaid && w > 0 && (most == unsaid || w > byStance[most-against]) {
			most = s
		}
	}
	if most == unsaid {
		return v
	}
	return append(vector{{weight: attitudeWeight, feature: attitude, stance: most}}, v...)
}
