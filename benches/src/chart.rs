//! Draws charts as SVG, with a line for each row and a dot for each contestant.
//!
//! The axis is logarithmic, so half and double have the same distance from 1.

use plotters::{
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};

/// A chart of ratios.
#[derive(Clone, Debug)]
pub struct Chart {
    /// The title above the chart.
    pub title: String,
    /// The label of the axis.
    pub axis: String,
    /// The contestants, in the order of the colors.
    pub series: Vec<String>,
    /// The name of each row, and its value for each of the series. A series may have no value.
    pub rows: Vec<(String, Vec<Option<f64>>)>,
}

/// The colors of Okabe and Ito, which color-blind readers can tell apart.
const COLORS: [RGBColor; 6] = [
    RGBColor(213, 94, 0),
    RGBColor(0, 114, 178),
    RGBColor(86, 180, 233),
    RGBColor(0, 158, 115),
    RGBColor(153, 153, 153),
    RGBColor(204, 121, 167),
];
const TEXT: RGBColor = RGBColor(36, 41, 47);
const GRID: RGBColor = RGBColor(216, 222, 228);
/// The sizes in pixels of the plot, a row, and the widest character of a label.
const PLOT: u32 = 520;
const ROW: u32 = 20;
const CHARACTER: usize = 7;

impl Chart {
    /// Returns the chart as SVG. The first series is drawn last and larger, above the others.
    ///
    /// # Panics
    ///
    /// Panics if the chart has no rows.
    pub fn svg(&self) -> String {
        assert!(!self.rows.is_empty(), "a chart has a row");
        let values = self.rows.iter().flat_map(|(_, values)| values.iter().flatten().copied());
        let (least, most) = values.fold((1.0_f64, 1.0_f64), |(least, most), v| (least.min(v), most.max(v)));
        let low = least.log2().floor().exp2();
        let high = most.log2().ceil().exp2().max(2.0 * low);
        let longest = self.rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        let labels = u32::try_from(longest * CHARACTER + 24).expect("a label is short");
        let count = u32::try_from(self.rows.len()).expect("there are few rows");
        let size = (labels + PLOT + 40, 96 + ROW * count + 56);
        let mut svg = String::new();
        self.draw(&SVGBackend::with_string(&mut svg, size).into_drawing_area(), labels, low..high)
            .expect("a string takes every element");
        // Each element gets a line, so that a diff of two charts is readable.
        svg.replace("/>", "/>\n").replace("</text>", "</text>\n").replace("\n\n", "\n")
    }

    fn draw<B: DrawingBackend>(
        &self,
        area: &DrawingArea<B, plotters::coord::Shift>,
        labels: u32,
        range: std::ops::Range<f64>,
    ) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
        let style = |size: u32| ("sans-serif", size).into_font().color(&TEXT);
        area.fill(&WHITE)?;
        area.draw_text(&self.title, &style(15), (12, 16))?;
        let rows = self.rows.len() as f64;
        let mut chart = ChartBuilder::on(area)
            .margin_top(76)
            .margin_right(24)
            .x_label_area_size(48)
            .y_label_area_size(labels)
            .build_cartesian_2d(range.log_scale().base(2.0), rows..0.0)?;
        chart
            .configure_mesh()
            .disable_y_mesh()
            .disable_y_axis()
            .light_line_style(TRANSPARENT)
            .bold_line_style(GRID)
            .x_labels(12)
            .x_label_formatter(&|value| format!("{value}"))
            .x_desc(&self.axis)
            .y_labels(0)
            .label_style(style(12))
            .draw()?;
        let (plot_x, _) = chart.plotting_area().get_pixel_range();
        let (low, high) = (chart.x_range().start, chart.x_range().end);
        // The line of the ratio 1.
        chart.draw_series([PathElement::new([(1.0, 0.0), (1.0, rows)], TEXT.stroke_width(1))])?;
        let right = style(12).pos(Pos::new(HPos::Right, VPos::Center));
        for (i, (name, values)) in self.rows.iter().enumerate() {
            let y = i as f64 + 0.5;
            chart.draw_series([PathElement::new([(low, y), (high, y)], RGBColor(234, 238, 242))])?;
            let (_, pixel) = chart.backend_coord(&(low, y));
            area.draw_text(name, &right, (plot_x.start - 10, pixel))?;
            for (i, value) in values.iter().enumerate().rev() {
                let Some(value) = value else { continue };
                let size = if i == 0 { 6 } else { 4 };
                chart.draw_series([Circle::new((*value, y), size, COLORS[i % COLORS.len()].filled())])?;
            }
        }
        let mut at = plot_x.start;
        for (name, color) in self.series.iter().zip(COLORS) {
            area.draw(&Circle::new((at, 52), 5, color.filled()))?;
            area.draw_text(name, &style(12).pos(Pos::new(HPos::Left, VPos::Center)), (at + 10, 52))?;
            at += i32::try_from(name.chars().count() * CHARACTER + 34).expect("a name is short");
        }
        area.present()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the x of each circle in the color of the first series. The circle of the legend is the last.
    fn dots(svg: &str) -> Vec<i32> {
        let circles = svg.lines().filter(|line| line.starts_with("<circle") && line.contains("#D55E00"));
        circles.map(|line| line.split("cx=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()).collect()
    }

    #[test]
    fn dots_are_where_the_axis_says() {
        let row = |name: &str, value| (name.into(), vec![Some(value)]);
        let chart = Chart {
            title: "a < b".into(),
            axis: String::new(),
            series: vec!["us".into()],
            rows: vec![row("half", 0.5), row("one", 1.0), row("double", 2.0)],
        };
        let svg = chart.svg();
        assert!(svg.contains("a &lt; b"), "{svg}");
        let [half, one, double, _] = dots(&svg)[..] else { panic!("{svg}") };
        assert!((one - half).abs_diff(double - one) <= 1 && half < one, "{half} {one} {double}");
    }

    #[test]
    fn the_longest_label_is_inside_of_the_picture() {
        let name = "read_to_end 1 MiB by 8 KiB from BufReader, into a buffer that is used again";
        let chart = Chart {
            title: String::new(),
            axis: String::new(),
            series: vec!["us".into()],
            rows: vec![(name.into(), vec![Some(1.0)])],
        };
        let svg = chart.svg();
        let label = svg.lines().find(|line| line.contains("text-anchor=\"end\"")).unwrap();
        let end: usize = label.split("x=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
        assert!(end >= name.len() * CHARACTER, "{label}");
    }
}
