package points

import "testing"

func integrationSet(t testing.TB) goldSet {
	return loadGold(t, "integration-2023", [][2]string{
		{"P09", "P10"}, {"P14", "P15"}, {"P25", "P26"}, {"P35", "P36"}, {"P37", "P38"}, {"P44", "P45"}})
}

func busSet(t testing.TB) goldSet {
	return loadGold(t, "bus", [][2]string{{"R02", "R03"}, {"R04", "R05"}, {"R08", "R09"}})
}

func TestScore(t *testing.T) {
	for _, set := range []goldSet{integrationSet(t), busSet(t)} {
		sc, _ := measure(set)
		t.Logf("%-17s %v", set.name, sc)
	}
}
