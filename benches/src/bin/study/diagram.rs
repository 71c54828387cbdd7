//! Draws the diagram of the designs, with a row for each fact and a column for each design.

use plotters::{
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};
use poll_io_benches::facts::{Answer, DESIGNS, FACTS};

const TEXT: RGBColor = RGBColor(36, 41, 47);
const GRID: RGBColor = RGBColor(216, 222, 228);
const HAS: RGBColor = RGBColor(0, 114, 178);
const LACKS: RGBColor = RGBColor(213, 94, 0);
/// The sizes in pixels of the labels, a column, a row, and the space above the rows.
const LABELS: i32 = 400;
const COLUMN: i32 = 104;
const ROW: i32 = 28;
const TOP: i32 = 72;
/// The facts for callers come before those for implementors.
const FOR_CALLERS: i32 = 7;

/// Returns the diagram as SVG.
pub fn svg() -> String {
    let rows = i32::try_from(FACTS.len()).expect("there are few facts");
    let columns = i32::try_from(DESIGNS.len()).expect("there are few designs");
    let size = (LABELS + COLUMN * columns + 16, TOP + ROW * (rows + 2) + 44);
    let mut svg = String::new();
    let unsigned = (size.0.unsigned_abs(), size.1.unsigned_abs());
    draw(&SVGBackend::with_string(&mut svg, unsigned).into_drawing_area(), size).expect("a string takes every element");
    svg.replace("/>", "/>\n").replace("</text>", "</text>\n").replace("\n\n", "\n")
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;
type Drawn<'a> = Result<(), DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>>;

fn draw<'a>(area: &Area<'a>, (width, height): (i32, i32)) -> Drawn<'a> {
    area.fill(&WHITE)?;
    let font = |size: i32| ("sans-serif", size).into_font().color(&TEXT);
    let at = |size, h, v| font(size).pos(Pos::new(h, v));
    let title = ("sans-serif", 16).into_font().style(FontStyle::Bold).color(&TEXT);
    area.draw(&Text::new("What each design has", (12, 14), title))?;
    for (column, (name, _)) in (0..).zip(DESIGNS) {
        let middle = LABELS + COLUMN * column + COLUMN / 2;
        area.draw(&Text::new(name, (middle, TOP - 14), at(13, HPos::Center, VPos::Center)))?;
    }
    let mut y = TOP;
    for (index, fact) in (0..).zip(FACTS) {
        if let Some(heading) =
            [(0, "A caller can …"), (FOR_CALLERS, "An implementor can …")].iter().find(|(at, _)| *at == index)
        {
            let style = ("sans-serif", 13).into_font().style(FontStyle::Bold).color(&TEXT);
            area.draw(&Text::new(heading.1, (12, y + 8), style))?;
            y += ROW;
        }
        area.draw(&PathElement::new([(12, y), (width - 12, y)], GRID))?;
        area.draw(&Text::new(fact.what.replace('`', ""), (24, y + ROW / 2), at(13, HPos::Left, VPos::Center)))?;
        for column in 0..DESIGNS.len() {
            let middle = LABELS + COLUMN * i32::try_from(column).expect("there are few designs") + COLUMN / 2;
            let center = (middle, y + ROW / 2);
            match fact.answer(column) {
                Answer::Yes => area.draw(&Circle::new(center, 8, HAS.filled()))?,
                Answer::Detour => {
                    area.draw(&Circle::new(center, 8, HAS.stroke_width(2)))?;
                    area.draw(&Circle::new(center, 3, HAS.filled()))?;
                }
                Answer::No => {
                    for arm in [-5, 5] {
                        let ends = [(center.0 - arm, center.1 - 5), (center.0 + arm, center.1 + 5)];
                        area.draw(&PathElement::new(ends, LACKS.stroke_width(2)))?;
                    }
                }
            }
        }
        y += ROW;
    }
    area.draw(&PathElement::new([(12, y), (width - 12, y)], GRID))?;
    let legend = "dot: yes; ring: not directly, but there is another way; cross: no. Each is a program in tests/ui or a test in tests/twins.rs.";
    area.draw(&Text::new(legend, (12, height - 22), font(12)))?;
    area.present()
}
