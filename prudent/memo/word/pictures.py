"""Charts in a Word file: the SVG for programs that draw it, and a PNG for those that do not.

Belongs here: the fallback, which Typst draws from the same SVG with its own fonts, so that no font of the machine moves
anything and the bytes repeat; and the element that shows both. Does not: what a chart says (`chart_svg`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import typst

from prudent.memo.word.written import escaped

DOTS_PER_INCH: Final = 96
"""Of the fallback: 144 costs half as much again and only programs without SVG show it."""
WIDTH: Final = 468
"""Points: the width of the text of a letter page with an inch on each side."""
EMU: Final = 635
"""English metric units in a twentieth of a point, which pictures are measured in."""
_PICTURE: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_SVG: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SIZE: Final = re.compile(r'<svg\b[^>]*\bwidth="([\d.]+)"[^>]*\bheight="([\d.]+)"')


@dataclass(frozen=True, slots=True)
class Picture:
    """One chart, drawn."""

    name: str
    svg: str
    png: bytes

    @property
    def shape(self) -> float:
        """Height over width."""
        found = _SIZE.search(self.svg)
        if found is None:
            raise ValueError(f"the drawing {self.name} says no width and height")
        return float(found[2]) / float(found[1])


def pictures(svgs: Sequence[str]) -> tuple[Picture, ...]:
    """The charts of a memo, each with its fallback, named `chart-1`, `chart-2` and so on."""
    drawn = fallbacks(tuple(svgs)) if svgs else ()
    return tuple(
        Picture(f"chart-{number}", svg, png) for number, (svg, png) in enumerate(zip(svgs, drawn, strict=True), start=1)
    )


@lru_cache(maxsize=4)
def fallbacks(svgs: tuple[str, ...]) -> tuple[bytes, ...]:
    """A PNG for each SVG, all in one call: Typst is set up once."""
    pages = "#pagebreak()\n".join(
        f'#image(bytes(sys.inputs.at("{number}")), format: "svg", width: {WIDTH}pt)\n' for number in range(len(svgs))
    )
    compiler = typst.Compiler(
        f"#set page(width: auto, height: auto, margin: 0pt, fill: white)\n{pages}".encode(),
        font_paths=typst.Fonts(include_system_fonts=False),
        ignore_system_fonts=True,
        sys_inputs={str(number): svg for number, svg in enumerate(svgs)},
    )
    made = compiler.compile(format="png", ppi=float(DOTS_PER_INCH))
    drawn = (made,) if isinstance(made, bytes) else tuple(made or ())
    if len(drawn) != len(svgs):
        raise ValueError(f"Typst drew {len(drawn)} pictures of {len(svgs)} charts")
    return drawn


def drawing(picture: Picture, number: int, alt: str, width: int) -> str:
    """A run with the picture.

    Args:
        picture: what is shown.
        number: of the drawing; unique in the document.
        alt: what a screen reader says.
        width: twentieths of a point.
    """
    across, down = width * EMU, round(width * picture.shape) * EMU
    named = f'id="{number}" name="{picture.name}" descr="{escaped(alt)}"'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_PICTURE}/wordprocessingDrawing" distT="0" distB="0" distL="0" '
        'distR="0">'
        f'<wp:extent cx="{across}" cy="{down}"/><wp:docPr {named}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_PICTURE}/main"><a:graphicData uri="{_PICTURE}/picture">'
        f'<pic:pic xmlns:pic="{_PICTURE}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        f'r:embed="{picture.name}-png"><a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
        f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{picture.name}-svg"/></a:ext></a:extLst></a:blip>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{across}" cy="{down}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
