"""From a chart's value (`prudent/memo/chart_kinds.py`) to the SVG that all formats embed, and to the table behind."""

from prudent.memo.charts.draw import chart_svg, chart_table

__all__ = ["chart_svg", "chart_table"]
