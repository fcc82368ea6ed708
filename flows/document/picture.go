package document

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// The picture's measures, in pixels: two groups of bars beside one another, as
// wide as the text of a page at 200 pixels an inch.
const (
	pictureWidth    = 1340
	pictureGroup    = pictureWidth / 2
	pictureRow      = 36
	pictureBar      = 24
	pictureNames    = 240
	pictureBars     = 270
	pictureFont     = 22
	pictureBaseline = 19
)

// pictureHeight is that of the group with the most bars.
func (c chart) pictureHeight() int {
	rows := 1
	for _, g := range c.groups {
		rows = max(rows, 1+len(g.bars))
	}
	return rows * pictureRow
}

var (
	ink      = color.RGBA{0x1b, 0x1b, 0x1b, 0xff}
	barColor = color.RGBA{0x00, 0x4b, 0x87, 0xff}
	barPaper = color.RGBA{0xdd, 0xe6, 0xee, 0xff}
)

// chartPicture draws the chart as a PNG.
func chartPicture(c chart) ([]byte, error) {
	regular, err := face(regularFont())
	if err != nil {
		return nil, err
	}
	bold, err := face(boldFont())
	if err != nil {
		return nil, err
	}
	img := image.NewRGBA(image.Rect(0, 0, pictureWidth, c.pictureHeight()))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	text := func(f font.Face, x, y int, s string) {
		d := font.Drawer{Dst: img, Src: image.NewUniform(ink), Face: f, Dot: fixed.P(x, y+pictureBaseline)}
		d.DrawString(s)
	}
	fill := func(x, y, width int, c color.Color) {
		draw.Draw(img, image.Rect(x, y, x+width, y+pictureBar), image.NewUniform(c), image.Point{}, draw.Src)
	}
	for i, g := range c.groups {
		x := i * pictureGroup
		text(bold, x, 0, g.title)
		for j, b := range g.bars {
			y := (j + 1) * pictureRow
			text(regular, x, y, b.name)
			fill(x+pictureNames, y, pictureBars, barPaper)
			fill(x+pictureNames, y, b.length(pictureBars), barColor)
			text(regular, x+pictureNames+pictureBars+12, y, b.number)
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// The fonts are read once, since that takes longer than a picture.
var (
	regularFont = sync.OnceValues(func() (*opentype.Font, error) { return opentype.Parse(goregular.TTF) })
	boldFont    = sync.OnceValues(func() (*opentype.Font, error) { return opentype.Parse(gobold.TTF) })
)

func face(f *opentype.Font, err error) (font.Face, error) {
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(f, &opentype.FaceOptions{Size: pictureFont, DPI: 72, Hinting: font.HintingNone})
}
