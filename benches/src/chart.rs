//! Charts of what was measured, as SVG: one line for each row, one dot on it for each contestant.
//!
//! The axis is logarithmic, since half and double are as far from 1 as each other.

use std::fmt::Write;

/// A chart of ratios.
#[derive(Clone, Debug)]
pub struct Chart {
    /// What stands above it.
    pub title: String,
    /// What the axis measures.
    pub axis: String,
    /// Who is shown, in the order of the colours.
    pub series: Vec<String>,
    /// What each row is called, and the value of each of the series, where it has one.
    pub rows: Vec<(String, Vec<Option<f64>>)>,
}

/// Told apart by those who see colours differently, too: Okabe and Ito's.
const COLOURS: [&str; 6] = ["#d55e00", "#0072b2", "#56b4e9", "#009e73", "#999999", "#cc79a7"];
const TEXT: &str = "#57606a";
const LABELS: f64 = 330.0;
const PLOT: f64 = 520.0;
const ROW: f64 = 20.0;
const TOP: f64 = 76.0;

impl Chart {
    /// Returns the chart as SVG. The first series is drawn last and larger, above the others.
    pub fn svg(&self) -> String {
        let values = self.rows.iter().flat_map(|(_, values)| values.iter().flatten().copied());
        let (least, most) = values.fold((1.0_f64, 1.0_f64), |(least, most), v| (least.min(v), most.max(v)));
        let (low, high) = (least.log2().floor(), most.log2().ceil().max(least.log2().floor() + 1.0));
        let x = |value: f64| LABELS + PLOT * (value.log2() - low) / (high - low);
        let bottom = TOP + ROW * self.rows.len() as f64;
        let (width, height) = (LABELS + PLOT + 30.0, bottom + 46.0);

        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} \
             {height}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"{TEXT}\">\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n\
             <text x=\"12\" y=\"24\" font-size=\"15\" font-weight=\"bold\">{}</text>\n",
            escaped(&self.title)
        );
        let mut put = |text: String| svg.write_str(&text).expect("a String takes everything");

        let mut at = LABELS;
        for (name, colour) in self.series.iter().zip(COLOURS) {
            put(format!("<circle cx=\"{at}\" cy=\"44\" r=\"5\" fill=\"{colour}\"/>\n"));
            put(format!("<text x=\"{}\" y=\"48\">{}</text>\n", at + 10.0, escaped(name)));
            at += 30.0 + 7.0 * name.len() as f64;
        }
        let mut power = low;
        while power <= high {
            let (value, bold) = (power.exp2(), power == 0.0);
            let (at, colour) = (x(value), if bold { "#57606a" } else { "#d8dee4" });
            put(format!(
                "<line x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{}\" y2=\"{bottom}\" stroke=\"{colour}\"/>\n",
                TOP - 8.0
            ));
            put(format!("<text x=\"{at:.1}\" y=\"{}\" text-anchor=\"middle\">{value}</text>\n", bottom + 16.0));
            power += if high - low > 8.0 { 2.0 } else { 1.0 };
        }
        put(format!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
            LABELS + PLOT / 2.0,
            bottom + 36.0,
            escaped(&self.axis)
        ));
        for (i, (name, values)) in self.rows.iter().enumerate() {
            let y = TOP + ROW * (i as f64 + 0.5);
            put(format!(
                "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\n",
                LABELS - 12.0,
                y + 4.0,
                escaped(name)
            ));
            put(format!("<line x1=\"{LABELS}\" x2=\"{}\" y1=\"{y}\" y2=\"{y}\" stroke=\"#eaeef2\"/>\n", LABELS + PLOT));
            for (i, value) in values.iter().enumerate().rev() {
                let Some(value) = value else { continue };
                let (radius, colour) = (if i == 0 { 6 } else { 4 }, COLOURS[i % COLOURS.len()]);
                put(format!("<circle cx=\"{:.1}\" cy=\"{y}\" r=\"{radius}\" fill=\"{colour}\"/>\n", x(*value)));
            }
        }
        svg.push_str("</svg>\n");
        svg
    }
}

/// Returns text as XML has it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_where_the_axis_says() {
        let chart = Chart {
            title: "a < b".into(),
            axis: String::new(),
            series: vec!["us".into()],
            rows: vec![("row".into(), vec![Some(0.5)]), ("other".into(), vec![Some(2.0)])],
        };
        let svg = chart.svg();
        assert!(svg.contains("a &lt; b"));
        assert!(svg.contains(&format!("<circle cx=\"{LABELS}.0\"")), "{svg}");
        assert!(svg.contains(&format!("<circle cx=\"{}.0\"", LABELS + PLOT)), "{svg}");
    }
}
