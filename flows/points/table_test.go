package points

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the tables of SCORES.md anew")

const scoresFile = "SCORES.md"

func allSets(t testing.TB) []goldSet {
	return []goldSet{integrationSet(t), busSet(t), careSet(t), natureSet(t), townSet(t), hallSet(t), safeSet(t)}
}

// table is Markdown between two comments of SCORES.md.
type table struct {
	name, head string
	row        func(goldSet) string
}

var tables = []table{
	{"grouping", "| set | ARI | pairwise precision | recall | B-cubed precision | recall | count error | opposed statements apart | opposed points with nothing mixed | campaign | coverage | noise in points | noise in shared points |", groupingRow},
	{"confirming", "| set | ARI, nothing confirmed | ARI, half confirmed | gain | matched right | found | matched to the opposite |", confirmingRow},
	{"opposed", "| set | pairs suggested | right | precision | opposed pairs in the set | found |", opposedRow},
	{"recurring", "| set | suggested points: matches | precision | recall | confirmed points: matches | precision | recall |", recurringRow},
}

func (t table) markdown(sets []goldSet) string {
	var b strings.Builder
	b.WriteString(t.head + "\n|" + strings.Repeat("---|", strings.Count(t.head, "|")-1) + "\n")
	for _, s := range sets {
		b.WriteString("| " + s.name + " | " + t.row(s) + " |\n")
	}
	return b.String()
}

func groupingRow(s goldSet) string {
	sc, all := measure(s)
	campaign := "none in it"
	if len(s.campaign) > 0 {
		campaign = fmt.Sprintf("%d of %d", campaignsFound(s, all), len(s.campaign))
	}
	return fmt.Sprintf("%.3f | %.2f | %.2f | %.2f | %.2f | %.2f | %.1f %% | %d of %d | %s | %.1f %% | %.1f %% | %.1f %%",
		sc.ari, sc.precision, sc.recall, sc.bPrecision, sc.bRecall, sc.countError, 100*sc.apart, sc.pairsApart, sc.pairs,
		campaign, 100*(1-sc.lost), 100*sc.noiseInPoint, 100*sc.noiseShared)
}

func confirmingRow(s goldSet) string {
	c := measureConfirmed(s)
	return fmt.Sprintf("%.3f | %.3f | %+.3f | %.0f %% | %.0f %% | %.1f %%", c.plainARI, c.ari, c.ari-c.plainARI, 100*c.precision, 100*c.recall, 100*c.opposed)
}

func opposedRow(s goldSet) string {
	suggested, right, found := measureOpposed(s)
	return fmt.Sprintf("%d | %d | %s | %d | %d", suggested, right, share(right, suggested), len(s.opposed), found)
}

func recurringRow(s goldSet) string {
	a, b := measureRecurring(s, s.suggestedPoints), measureRecurring(s, s.confirmedPoints)
	return fmt.Sprintf("%d | %s | %s | %d | %s | %s", a.found, share(a.right, a.found), share(a.right, a.all), b.found, share(b.right, b.found), share(b.right, b.all))
}

func share(n, of int) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f %%", 100*float64(n)/float64(of))
}

// measureOpposed counts the pairs of points that Group suggests are opposed, by
// the gold points of most of their statements, and the gold pairs among them.
func measureOpposed(set goldSet) (suggested, right, found int) {
	byID := make(map[string]goldAnswer)
	for _, a := range set.answers {
		byID[a.ID] = a
	}
	seen := make(map[[2]string]bool)
	for _, q := range set.questions {
		res := Group(q.Text, set.input(q.ID), Options{})
		gold := make(map[string]string)
		for _, p := range res.Points {
			inside := make(map[string]int)
			for _, s := range p.Statements {
				inside[byID[s.Answer].labelOf(s)]++
			}
			gold[p.ID] = mostOf(inside)
		}
		for _, p := range res.Points {
			for _, id := range p.MaybeOpposed {
				if id < p.ID {
					continue
				}
				suggested++
				a, b := gold[p.ID], gold[id]
				if set.areOpposed(a, b) {
					right++
					seen[[2]string{min(a, b), max(a, b)}] = true
				}
			}
		}
	}
	return suggested, right, len(seen)
}

// TestScoresFile holds the tables of SCORES.md to what is measured; -update
// writes them anew.
func TestScoresFile(t *testing.T) {
	raw, err := os.ReadFile(scoresFile)
	if err != nil {
		t.Fatal(err)
	}
	was := string(raw)
	now := was
	for _, table := range tables {
		begin, end := "<!-- "+table.name+" -->\n", "<!-- end -->\n"
		i := strings.Index(now, begin)
		if i < 0 {
			t.Fatalf("%s has no place for the table %s", scoresFile, table.name)
		}
		i += len(begin)
		j := strings.Index(now[i:], end)
		if j < 0 {
			t.Fatalf("%s: the table %s has no end", scoresFile, table.name)
		}
		now = now[:i] + table.markdown(allSets(t)) + now[i+j:]
	}
	if *update {
		if err := os.WriteFile(scoresFile, []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(was, now); diff != "" {
		t.Errorf("%s differs from what is measured; write it with -update (-file +measured):\n%s", scoresFile, diff)
	}
}
