package points

import "slices"

// groupAll groups passages. Known points are groups of their number; the others
// are numbered after them, by their first passage.
func groupAll(ps []passage) map[int][]int {
	knowns := 0
	for _, p := range ps {
		knowns = max(knowns, p.known+1)
	}
	groups := make(map[int][]int)
	rest := make([]int, len(ps))
	for i := range rest {
		rest[i] = i
	}
	next := knowns
	for len(rest) > 0 {
		batch, others := takeBatch(ps, rest)
		made := groupBatch(ps, batch, next)
		rest = matchOthers(ps, made, others)
		for g, members := range made {
			groups[g] = append(groups[g], members...)
			next = max(next, g+1)
		}
	}
	return groups
}

// takeBatch takes at most maxTogether passages, those of known points first and
// the others evenly over the answers.
func takeBatch(ps []passage, rest []int) (batch, others []int) {
	if len(rest) <= maxTogether {
		return rest, nil
	}
	fixed, free := 0, 0
	for _, i := range rest {
		if ps[i].known >= 0 {
			fixed++
		}
	}
	room, loose := max(maxTogether-fixed, maxTogether/2), len(rest)-fixed
	for _, i := range rest {
		if ps[i].known >= 0 {
			batch = append(batch, i)
			continue
		}
		free++
		if free*room/loose > (free-1)*room/loose {
			batch = append(batch, i)
		} else {
			others = append(others, i)
		}
	}
	return batch, others
}

// groupBatch groups passages all with all, numbering new groups from next.
func groupBatch(ps []passage, batch []int, next int) map[int][]int {
	part := make([]passage, len(batch))
	for i, p := range batch {
		part[i] = ps[p]
	}
	m := compare(part)
	group := newLinkage(m, part).run()
	refine(m, part, group)
	partOpposed(part, group)
	number := make(map[int]int)
	for i, p := range part {
		if p.known >= 0 {
			number[group[i]] = p.known
		}
	}
	made := make(map[int][]int)
	for i, g := range group {
		n, ok := number[g]
		if !ok {
			n = next
			number[g] = n
			next++
		}
		made[n] = append(made[n], batch[i])
	}
	return made
}

// matchOthers puts each of the others into the group that holds a copy of it, or
// else into the one that it is most alike, if it is alike enough on average over
// the group's passages, and returns those that are like none.
func matchOthers(ps []passage, made map[int][]int, others []int) []int {
	if len(others) == 0 {
		return nil
	}
	c := newCentroids(ps, made)
	copies := make(map[string]int)
	for g, members := range made {
		for _, i := range members {
			if before, ok := copies[ps[i].said]; !ok || g < before {
				copies[ps[i].said] = g
			}
		}
	}
	var left []int
	for _, i := range others {
		g, ok := copies[ps[i].said]
		if !ok {
			g, ok = c.nearest(ps[i].vector)
		}
		if ok {
			made[g] = append(made[g], i)
		} else {
			left = append(left, i)
		}
	}
	for _, members := range made {
		slices.Sort(members)
	}
	return left
}
