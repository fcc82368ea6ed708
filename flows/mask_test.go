package flows_test

import (
	"strings"
	"testing"

	"github.com/samrad/samrad/flows"
)

// masked is the form of a statement that documents print.
func masked(t *testing.T, text string, organisations ...flows.Organisation) string {
	t.Helper()
	d := flows.NewDirectory(home, organisations, nil)
	c := said("c1", "", "q1", text)
	c.KeyMessage, c.KeyMessageAt = text, c.SubmittedAt
	c.Organisation = organisations[0].ID
	k := flows.Compile(theMeeting(), "sv", d, []flows.Contribution{c}).Themes[0].KeyMessages[0]
	if k.Text != text {
		t.Errorf("the text itself became %q", k.Text)
	}
	return k.Printed()
}

// What tells who wrote a text is hidden in the form that documents print, and
// nothing else.
func TestMask(t *testing.T) {
	organisations := []flows.Organisation{
		{ID: "kompis", Name: "Kompis Sverige", Aliases: []string{"KS", "Kompis"}},
		{ID: "ann", Name: "Ann-Maries vänner"},
		{ID: "plus", Name: "Ung + Fri (UF)"},
		{ID: "oppen", Name: "Öppna Famnen"},
		{ID: "brokiga", Name: "Kulturföreningen Brokiga Huset"}, {ID: "x", Name: "X"},
		{ID: "norrsken", Name: "Föreningen Norrsken"},
		{ID: "svenska", Name: "Svenska Klubben"},
		{ID: "fritid", Name: "Fri Tid"},
		{ID: "ung", Name: "Ung Kraft"},
		{ID: "kvinno", Name: "Somaliska Kvinnoföreningen"},
		{ID: "rost", Name: "Ungas Röst & Rätt"},
	}
	const name, contact = "[organisation]", "[kontaktuppgift]"
	for _, c := range []struct{ name, text, want string }{
		{"a name", "Vi i Kompis Sverige vill mer.", "Vi i " + name + " vill mer."},
		{"another case", "vi i KOMPIS sverige vill mer", "vi i " + name + " vill mer"},
		{"the longest first", "Kompis Sverige", name},
		{"without the kind of organisation", "Vi i Brokiga Huset vill mer.", "Vi i " + name + " vill mer."},
		{"the same as ordinary words", "Det brokiga huset vid torget.", "Det brokiga huset vid torget."},
		{"an alias", "KS vill mer.", name + " vill mer."},
		{"the genitive", "Kompis Sveriges arbete", name + " arbete"},
		{"two side by side", "Kompis KS Kompis", name + " " + name + " " + name},
		{"a line end in it", "Kompis\nSverige vill", name + " vill"},
		{"a non-breaking space in it", "Kompis\u00a0Sverige vill", name + " vill"},
		{"decomposed letters", "Vi i O\u0308ppna Famnen ba\u0308r.", "Vi i " + name + " bär."},
		{"decomposed letters and no name", "A\u030Alder", "A\u030Alder"},
		{"a hyphen for a blank", "Ann Maries vänner", name},
		{"signs that patterns know", "Vi är Ung + Fri (UF).", "Vi är " + name + "."},
		{"a part of a word", "Kompisar hjälper. Aksel likaså.", "Kompisar hjälper. Aksel likaså."},
		{"a name of one letter", "Plan X är bra.", "Plan X är bra."},
		{"an e-mail address", "Skriv till anna.b@kompis.example!", "Skriv till " + contact + "!"},
		{"a link", "Se https://www.exempel.se/a?b=c nu", "Se " + contact + " nu"},
		{"a link without a scheme", "Se www.exempel.se och exempel.nu nu", "Se " + contact + " och " + contact + " nu"},
		{"a telephone number", "Ring 08-123 45 67.", "Ring " + contact + "."},
		{"a foreign telephone number", "Ring +46 70 123 45 67.", "Ring " + contact + "."},
		{"a mention", "Fråga @annalind.", "Fråga " + contact + "."},
		{"a mention of a display name", "Fråga @Anna Lind-Åberg om det.", "Fråga " + contact + " om det."},
		{"a mention with a dot", "Fråga @anna.lind, sade hon.", "Fråga " + contact + ", sade hon."},
		{"an at sign that mentions nobody", "Möte @ biblioteket", "Möte @ biblioteket"},
		{"years, sums and shares", "År 2023 gav 1 500 000 kronor 31,5 procent, kl. 08.30 den 7/11.", "År 2023 gav 1 500 000 kronor 31,5 procent, kl. 08.30 den 7/11."},
		{"a file", "Kompis_Sverige_remissvar.pdf", name + "_remissvar.pdf"},
		{"a hashtag", "#kompis_sverige och #Ann_Maries_Vänner", "#" + name + " och #" + name},
		{"written as one word", "Se kompissverige och KompisSveriges rapport.", "Se " + name + " och " + name + " rapport."},
		{"with a full stop between", "Vi är kompis.sverige där.", "Vi är " + name + " där."},
		{"the words in two sentences", "Norrsken finns här. Föreningen. Norrsken.", name + " finns här. Föreningen. " + name + "."},
		{"an id that is a word of the name", "Vi på Norrsken och NORRSKENS vänner", "Vi på " + name + " och " + name + " vänner"},
		{"such an id in a hashtag", "Se #norrsken!", "Se #" + name + "!"},
		{"such an id in small letters", "Vi på norrsken vill mer.", "Vi på " + name + " vill mer."},
		{"the same as an ordinary word", "Ett norrsken över fjällen", "Ett norrsken över fjällen"},
		{"an id that is an ordinary name", "Svenska Dagbladet skriver om vi i svenska skolan.", "Svenska Dagbladet skriver om vi i svenska skolan."},
		{"a short id", "Ung i dag", "Ung i dag"},
		{"a short name as one word", "Fritid ger kraft, men Fri Tid mer.", "Fritid ger kraft, men " + name + " mer."},
		{"a link of another domain", "Se kompis.io/rapport och t.me/norr nu", "Se " + contact + " och " + contact + " nu"},
		{"a domain", "Se återvinning.io nu", "Se " + contact + " nu"},
		{"a telephone number without a sign", "Ring 46701234567 eller 701234567.", "Ring " + contact + " eller " + contact + "."},
		{"such a number with blanks", "Ring 46 70 123 45 67.", "Ring " + contact + "."},
		{"an organisation's number", "Org.nr 802400-1234.", "Org.nr " + contact + "."},
		{"capitals in a text", "Svenska Dagbladet, Malmö stad och Region Skåne vill ha SFI och ABF.", "Svenska Dagbladet, Malmö stad och Region Skåne vill ha SFI och ABF."},
		{"abbreviations and slashes", "T.ex./bl.a. och/eller m.m. 2022/2023, 1/3 av 24/7. Nästa.", "T.ex./bl.a. och/eller m.m. 2022/2023, 1/3 av 24/7. Nästa."},
		{"spans of years", "2019-2023, 20231107 och 12 500 000 000 kr", "2019-2023, 20231107 och 12 500 000 000 kr"},
		{"a compound with a hyphen", "Vi i Kompis Sverige-gården vill.", "Vi i " + name + "-gården vill."},
		{"a compound", "Vi i Öppna Famnengården och öppnafamnengården vill.", "Vi i " + name + " och " + name + " vill."},
		{"a soft hyphen in a word", "Vi i Öpp\u00adna Famnen vill.", "Vi i " + name + " vill."},
		{"a sign that nobody sees in a word", "Vi i K\u200bompis Sverige\u200b vill.", "Vi i " + name + " vill."},
		{"narrow blanks", "Öppna\u202fFamnen, Öppna\u2009Famnen", name + ", " + name},
		{"a line separator", "Öppna\u2028Famnen vill", name + " vill"},
		{"typographic hyphens", "Ann\u2010Maries vänner, Ann\u2011Maries vänner, Ann\u2212Maries vänner", name + ", " + name + ", " + name},
		{"letters of full width", "ＫＳ vill", name + " vill"},
		{"one word in bold", "**Öppna** Famnen vill", "**" + name + " vill"},
		{"the kind of organisation without its article", "Somaliska kvinnoförening, Somaliska kvinnoföreningens", name + ", " + name},
		{"a conjunction for its sign", "Ungas röst och rätt, Ungas Röst &amp; Rätt", name + ", " + name},
		{"e-mail addresses that no program finds", "anna (at) exempel.se, anna[at]exempel[dot]se, anna snabel-a exempel punkt se", contact + ", " + contact + ", " + contact},
		{"an e-mail address with a sign that nobody sees", "anna@exem\u00adpel.se", contact},
		{"a link that writes an e-mail", "mailto:anna@exempel.se?subject=hej", contact},
		{"telephone numbers with other signs", "070–123 45 67, 070.123.45.67, 070/123 45 67, +46.70.123.45.67", contact + ", " + contact + ", " + contact + ", " + contact},
		{"a telephone number with other blanks and hyphens", "070\u00a0123\u00a045\u00a067, 070‑123‑45‑67", contact + ", " + contact},
		{"an area code in brackets", "(08) 12 34 56", contact},
		{"a number without an area code", "Ring 650 00 00, bankgiro 123-4567, swish 123 456 78 90.", "Ring " + contact + ", bankgiro " + contact + ", swish " + contact + "."},
		{"times, days and numbers", "Kl. 08.30-10.00 den 01.02.2023 ring 112, 08.30–16.00, 2023-11-07, 0,5.", "Kl. 08.30-10.00 den 01.02.2023 ring 112, 08.30–16.00, 2023-11-07, 0,5."},
		{"what Slack writes for a mention", "Se <@U0ORG1|anna lind>, <#C0KOMPIS|vi>, <https://exempel.se|oss> och C0KOMPIS.", "Se " + contact + ", " + contact + ", " + contact + " och " + contact + "."},
		{"links with a port, a query and two endings", "exempel.se:8080/a exempel.se?b=c exempel.org.uk exempel.nu?", contact + " " + contact + " " + contact + " " + contact + "?"},
		{"sites under any ending", "Se kompis.de, exempel.dk, norrsken.no, exempel.fi, exempel.info, förening.berlin och blogg.exempel.co.uk.",
			"Se " + contact + ", " + contact + ", " + contact + ", " + contact + ", " + contact + ", " + contact + " och " + contact + "."},
		{"sites under endings in other scripts", "Se exempel.рф och مثال.شبكة nu", "Se " + contact + " och " + contact + " nu"},
		{"sites in capitals", "Se EXEMPEL.SE, Exempel.Org och Exempel.de nu", "Se " + contact + ", " + contact + " och " + contact + " nu"},
		{"a site in a compound", "Exempel.se-sidan, förening-ett.nu-appen och exempel.xn--p1ai nu", contact + "-sidan, " + contact + "-appen och " + contact + " nu"},
		{"a site before a sentence", "Se exempel.dk.Vi hjälper.", "Se " + contact + ".Vi hjälper."},
		{"sites of one letter and of a number", "Se x.com, 1177.se och t.om nu", "Se " + contact + ", " + contact + " och t.om nu"},
		{"no site: a blank is missing", "Vi vill mer.De flesta vet.Men stödet uteblev.Nu behövs.EU och SFI.Vi.", "Vi vill mer.De flesta vet.Men stödet uteblev.Nu behövs.EU och SFI.Vi."},
		{"no site: abbreviations", "Kl.14, bl.a.de, t.ex.de, dvs.de, fr.o.m., d.v.s., punkt.Nästa, M.Sc. och U.S.A.", "Kl.14, bl.a.de, t.ex.de, dvs.de, fr.o.m., d.v.s., punkt.Nästa, M.Sc. och U.S.A."},
		{"no site: measures", "500.kr, 10.st, 3.km, 2.mm, 20.000.kr och 08.30.am", "500.kr, 10.st, 3.km, 2.mm, 20.000.kr och 08.30.am"},
		{"no site: files and the like", "svar.docx, user.team_id, Node.js, exempel.lokal", "svar.docx, user.team_id, Node.js, exempel.lokal"},
		{"a number digit by digit", "Ring 0 7 0 1 2 3 4 5 6 7 nu, 0-7-0-1-2-3-4-5-6-7, 0.8.1.2.3.4.5.6.7 eller 0, 7, 0, 1, 2, 3, 4, 5, 6, 7 eller +4 6 7 0 1 2 3 4 5 6 7.",
			"Ring " + contact + " nu, " + contact + ", " + contact + " eller " + contact + " eller " + contact + "."},
		{"a number with unusual signs", "070_123_45_67, 070*123*45*67, 070·123·45·67, 070 / 123 45 67, 070,1234567, 07.01.23.45.67, +46_70_123_45_67",
			strings.Repeat(contact+", ", 6) + contact},
		{"a number with the prefix for abroad", "0046 70 123 45 67, 00 46 70 123 45 67", contact + ", " + contact},
		{"no number: thousands", "100 000–200 000, 1 000 000 000 och 250 000-1 000 000 kr", "100 000–200 000, 1 000 000 000 och 250 000-1 000 000 kr"},
		{"no number: scales and rows", "0 1 2 3 4 5 6 7 8 9, 0 1 2 3 4 5 6 7 8 9 10 och 0 10 20 30 40 50", "0 1 2 3 4 5 6 7 8 9, 0 1 2 3 4 5 6 7 8 9 10 och 0 10 20 30 40 50"},
		{"no number: decimals", "0,5 1,2 3,4 5,6 1,7 eller 0.5 1.2 3.4 5.6 1.7", "0,5 1,2 3,4 5,6 1,7 eller 0.5 1.2 3.4 5.6 1.7"},
		{"no number: years, sums and paragraphs", "2023 2024 2025, 2023/2024/2025, 1 500 000, 0 000 kr, 3.1.4, 2 kap. 4 § 1-3, 2 0 2 3 2 0 2 4 2 0.",
			"2023 2024 2025, 2023/2024/2025, 1 500 000, 0 000 kr, 3.1.4, 2 kap. 4 § 1-3, 2 0 2 3 2 0 2 4 2 0."},
		{"another scheme", "ftp://a.b/c", contact},
		{"a domain that holds a name", "kompis sverige.se", name},
		{"nothing", "Läxhjälp ger bättre betyg.", "Läxhjälp ger bättre betyg."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := masked(t, c.text, organisations...); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// An organisation whose name stands in the words that replace it is replaced once.
func TestMaskOfTheMasksOwnWord(t *testing.T) {
	text := "Vi är Organisation och " + strings.Repeat("mycket mer ", 50)
	got := masked(t, text, flows.Organisation{ID: "o", Name: "Organisation"})
	if want := strings.Replace(text, "Organisation", "[organisation]", 1); got != want {
		t.Errorf("%d characters, want %q", len(got), want)
	}
}

// A text that looks like a name of a site that goes on and on is read as any other.
func TestMaskOfManyFullStops(t *testing.T) {
	text := strings.Repeat("ab.", 5000) + "ab"
	if got := masked(t, text, flows.Organisation{ID: "o", Name: "Kompis Sverige"}); got != text {
		t.Error("it was taken for a site")
	}
	if got := masked(t, text+".se", flows.Organisation{ID: "o", Name: "Kompis Sverige"}); got != "[kontaktuppgift]" {
		t.Errorf("%d characters are left of a site", len(got))
	}
}

// A person who names themselves is not named in what documents print, also
// where the closing phrase and the name are two statements.
func TestMaskPersons(t *testing.T) {
	organisation := flows.Organisation{ID: "kompis", Name: "Kompis Sverige"}
	for _, c := range []struct{ name, text, want string }{
		{"a non-breaking blank", "Mer språk. Mvh Anna\u00a0Andersson", "Mer språk. Mvh [namn]"},
		{"small letters", "Mer språk.\nmvh anna andersson", "Mer språk.\nmvh [namn]"},
		{"small letters behind a slash", "Mer språk.\n/anna", "Mer språk.\n/[namn]"},
		{"an initial", "Mer språk.\nMed vänliga hälsningar\nA. Andersson", "Mer språk.\nMed vänliga hälsningar\n[namn]"},
		{"an apostrophe", "Mer språk.\nMvh, Sean O'Andersson", "Mer språk.\nMvh, [namn]"},
		{"a script without capitals", "Mer språk.\nMed vänlig hälsning,\nمحمد علي", "Mer språk.\nMed vänlig hälsning,\n[namn]"},
		{"a place behind", "Mer språk. Hälsningar Anna på kansliet", "Mer språk. Hälsningar [namn] på kansliet"},
		{"a short leave", "Mer språk. Hej då! Anna", "Mer språk. Hej då! [namn]"},
		{"a short leave in English", "More language.\nCheers,\nAnna", "More language.\nCheers,\n[namn]"},
		{"a first name under a sentence", "Det behövs mycket mer språk.\nAnna", "Det behövs mycket mer språk.\n[namn]"},
		{"an office with its article", "Verksamhetschefen Johan Andersson berättar", "Verksamhetschefen [namn] berättar"},
		{"whom to turn to", "Kontakta Anna Andersson för mer.", "Kontakta [namn] för mer."},
		{"before the organisation", "Anna Andersson, Kompis Sverige: mer språk. Hej, Åsa Andersson här från Kompis Sverige.", "[namn], [organisation]: mer språk. Hej, [namn] här från [organisation]."},
		{"emphasis", "Det behövs mer språk.\n*Anna Andersson*, ordförande", "Det behövs mer språk.\n*[namn]*, ordförande"},
		{"a dash", "Mer språk.\n– Anna Andersson", "Mer språk.\n– [namn]"},
		{"a hyphen", "Mer språk.\n- Anna Andersson", "Mer språk.\n- [namn]"},
		{"a dash and a first name", "Mer språk.\n–Anna", "Mer språk.\n–[namn]"},
		{"a dash under a gap", "Mer språk\n\n— Anna Andersson", "Mer språk\n\n— [namn]"},
		{"a dash under bullets with another sign", "Vi vill:\n- Fler lokaler\n- Mer språk\n– Anna Andersson", "Vi vill:\n- Fler lokaler\n- Mer språk\n– [namn]"},
		{"a hyphen under bullets that are sentences", "Vi vill:\n- Ha lokaler.\n- Ha språk.\n- Anna Andersson", "Vi vill:\n- Ha lokaler.\n- Ha språk.\n- [namn]"},
		{"a dash in the line", "Fler i årskurs 4–9 behövs. – Anna Andersson", "Fler i årskurs 4–9 behövs. – [namn]"},
		{"a dash above the organisation", "Mer språk.\n– Anna Andersson, ordförande\nKompis Sverige\n070-123 45 67", "Mer språk.\n– [namn], ordförande\n[organisation]\n[kontaktuppgift]"},
		{"a dash under a closing phrase", "Mer språk.\nMvh\n– Anna", "Mer språk.\nMvh\n– [namn]"},
		{"two slashes and an initial", "Mer språk\n// Anna L.", "Mer språk\n// [namn]"},
		{"an initial without its stop", "Mer språk. /Anna L", "Mer språk. /[namn]"},
		{"initials", "Mer språk.\n/A.L.", "Mer språk.\n/[namn]"},
		{"a wave", "Mer språk.\n~Anna Andersson", "Mer språk.\n~[namn]"},
		{"two in a line", "Mer språk.\nMvh Anna Andersson och Bo Ek-Andersson", "Mer språk.\nMvh [namn] och [namn]"},
		{"another who signs a line further down", "Mvh Anna Andersson\n och Region Skåne", "Mvh [namn]\n och Region Skåne"},
		{"a bullet after a colon", "Vi läser:\n- Svenska Dagbladet", ""},
		{"last bullets of two words", "Vi läser mycket:\n- Dagens Nyheter\n- Svenska Dagbladet", ""},
		{"a bullet of one word", "Det som behövs mest av allt.\n- Pengar", ""},
		{"an answer to a question", "Vad är det som behövs?\n– Pengar", ""},
		{"bullets in a line", "Vi vill: - Fler lokaler. - Mer. - Språk", ""},
		{"a dash in a sentence", "Läxhjälp finns i Malmö – Region Skåne betalar.", ""},
		{"a whole answer behind a dash", "- Region Skåne", ""},
		{"a greeting of many", "Mer språk. Hälsningar från oss alla", ""},
		{"a wish in small letters", "Med vänlig hälsning\nvi hoppas på mer", ""},
		{"a last bullet", "Det här vill vi se mer av:\n- Fler lokaler i skolan.\n- Språk", ""},
		{"a line of its own", "Mer språk.\nMed vänlig hälsning\nAnna Andersson", "Mer språk.\nMed vänlig hälsning\n[namn]"},
		{"after a comma", "Mer språk. Mvh, Åsa Öberg-Ek", "Mer språk. Mvh, [namn]"},
		{"with an office", "Mer språk.\nVänliga hälsningar\nCarl von Linné, ordförande", "Mer språk.\nVänliga hälsningar\n[namn], ordförande"},
		{"a slash", "Mer språk.\n/Anna Andersson", "Mer språk.\n/[namn]"},
		{"in a sentence", "Jag heter Anna Andersson och vill ha mer språk.", "Jag heter [namn] och vill ha mer språk."},
		{"in English", "More language.\nKind regards,\nJohn Smith", "More language.\nKind regards,\n[namn]"},
		{"in the middle of a line", "Mer språk. // Anna Andersson, ordförande", "Mer språk. // [namn], ordförande"},
		{"abbreviated", "Mer språk.\n\nHälsn. Bo Andersson", "Mer språk.\n\nHälsn. [namn]"},
		{"an office before", "Mer språk.\nMed vänliga hälsningar,\n\nförbundssekreterare Eva Andersson", "Mer språk.\nMed vänliga hälsningar,\n\nförbundssekreterare [namn]"},
		{"an office behind", "Anna Andersson, ordförande i föreningen: vi behöver pengar.", "[namn], ordförande i föreningen: vi behöver pengar."},
		{"an office in brackets", "Enligt oss (Anna af Andersson, vice ordf.) behövs pengar.", "Enligt oss ([namn], vice ordf.) behövs pengar."},
		{"a line under a sentence", "Allt gott!\nEva Andersson\nordförande", "Allt gott!\n[namn]\nordförande"},
		{"a line under a gap", "Mer språk\n\nEva M. Andersson", "Mer språk\n\n[namn]"},
		{"a line under bullets", "Vi vill:\n- Fler lokaler\n- Mer språk\nEva Andersson\n", "Vi vill:\n- Fler lokaler\n- Mer språk\n[namn]\n"},
		{"a line with the organisation", "Mer språk.\nEva Andersson, Kompis Sverige\n070-123 45 67", "Mer språk.\n[namn], [organisation]\n[kontaktuppgift]"},
		{"two who sign", "Mer språk.\r\nEva Andersson\r\nBo Ek-Andersson\r\nKompis Sverige", "Mer språk.\r\n[namn]\r\n[namn]\r\n[organisation]"},
		{"a closing phrase in capitals", "More language.\nBest Regards\nJohn Smith", "More language.\nBest Regards\n[namn]"},
		{"thanks under a sentence", "More language.\nThank You\nJohn Smith", "More language.\nThank You\n[namn]"},
		{"a closing phrase in capitals alone", "Mer språk.\nMed Vänlig Hälsning", ""},
		{"a list is no signature", "De viktigaste är:\nSvenska Dagbladet\nMalmö Stad", ""},
		{"a short list is no signature", "Tidningar\nSvenska Dagbladet\nRegion Skåne", ""},
		{"a whole answer is no signature", "Region Skåne", ""},
		{"a sentence is no signature", "Mer språk.\nSvenska Kyrkan hjälper till.", ""},
		{"names in a sentence", "Malmö Stad, som leder arbetet, och Region Skåne, ansvarig för vården, borde se hur Malmö stad gör.", ""},
		{"a bullet is no signature", "Vi vill:\n- Fler lokaler\n- Mer språk", ""},
		{"a wish is no signature", "Med vänlig hälsning\nVi hoppas på mer språk.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := c.want
			if want == "" {
				want = c.text
			}
			if got := masked(t, c.text, organisation); got != want {
				t.Errorf("printed as %q, want %q", got, want)
			}
			d := flows.NewDirectory(home, []flows.Organisation{organisation}, nil)
			contribution := said("c1", organisation.ID, "q1", c.text)
			q := flows.Compile(theMeeting(), "sv", d, []flows.Contribution{contribution}).Unattributed().Themes[0].Questions[0]
			for _, s := range q.WithoutPoint {
				if strings.Contains(s.Printed(), "Andersson") || strings.Contains(s.Printed(), "Smith") {
					t.Errorf("a statement without a point is printed as %q", s.Printed())
				}
			}
			for _, p := range q.Points {
				if strings.Contains(p.Label, "Andersson") || p.Label == "[namn]" {
					t.Errorf("a label is %q", p.Label)
				}
			}
		})
	}
}
