#!/usr/bin/env python3
"""Sets the same documents three times: by pastdue, by Typst and by LaTeX (KOMA-Script), and measures the lines.

    docs/beside/beside.py PASTDUE OUT FILE.md ...

Needs the Python package `typst`, `lualatex` with KOMA-Script, and poppler's tools. All three use the fonts of
this repository. For each FILE.md the folder OUT then holds FILE-ours, FILE-typst, FILE-typst-justified and FILE-latex
as PDF and as a picture, and FILE.png with the first pages side by side.

The Markdown is the dialect that pastdue writes; payment codes are a frame in Typst, which has none built in, and
charts are left out of both.
"""

import html
import re
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent.parent / "src" / "typeset" / "assets"


def read(path):
    """The head as a dictionary, and the blocks: marker, kind, content."""
    _, head, body = path.read_text().split("---\n", 2)
    head = dict(line.split(": ", 1) for line in head.strip().splitlines())
    blocks, marker = [], None
    fences = re.sub(r"```([\w-]+)\n.*?```", r"```\1", body, flags=re.S)
    for part in re.split(r"\n\n+", fences.strip()):
        while found := re.match(r"<!-- ([\w-]+) -->\n?", part):
            marker, part = found[1], part[found.end() :]
        if part:
            blocks.append((marker, *kind(part)))
            marker = None
    return head, blocks


def kind(part):
    if found := re.match(r"(#+) (.*)", part):
        return f"h{len(found[1])}", found[2]
    if part.startswith("```"):
        return "fence", part[3:]
    if part.startswith("> "):
        return "quote", part[2:]
    if part.startswith("- "):
        return "list", re.split(r"\n- ", part[2:])
    if part.startswith("|"):
        rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in part.splitlines()]
        return "table", ([cell.endswith(":") for cell in rows[1]], rows[0], rows[2:])
    return "text", part


def lines(text):
    return text.split("\\\n")


class Typst:
    """Blocks as Typst."""

    def inline(self, text):
        text = re.sub(r"\\([^\n\w])", r"\1", html.unescape(text))
        text = re.sub(r"([\\#$_`@=~\[\]/+-])", r"\\\1", text)
        return re.sub(r"<(https?:[^>]*)>", r"\1", text).replace("**", "*").replace("\\\n", "\\ \n")

    def call(self, cells):
        return ", ".join(f"[{self.inline(cell)}]" for cell in cells)

    def block(self, marker, kind, content):
        if kind in ("h1", "h2"):
            return f"{'=' * int(kind[1])} {self.inline(content)}"
        if kind == "fence":
            return "#drawing()" if content == "payment-code" else ""
        if kind == "quote":
            return f"#quote[{self.inline(content)}]"
        if kind == "list":
            return "\n".join(f"- {self.inline(item)}" for item in content)
        if kind == "table":
            right, head, rows = content
            cells = self.call(cell for row in rows for cell in row)
            if marker in ("facts", "references"):
                return f"#facts({cells})"
            widest = max((k for k, is_right in enumerate(right) if not is_right), default=-1,
                         key=lambda k: max(len(row[k]) for row in rows))
            columns = ", ".join("1fr" if k == widest else "auto" for k in range(len(right)))
            flags = ", ".join(str(flag).lower() for flag in right)
            last = str(marker == "totals").lower()
            return f"#ledger(({columns}), ({flags}), ({self.call(head)}), last: {last}, {cells})"
        if marker == "signature":
            closing, *under = map(self.inline, lines(content))
            return f"#block(breakable: false)[{closing} #v(12mm) {' #linebreak() '.join(under)}]"
        if marker == "small":
            return f"#sans(8.4pt, fill: muted)[{self.inline(content)}]"
        return self.inline(content)

    def document(self, head, blocks, justified):
        fixed = {marker: content for marker, _, content in blocks if marker in ("sender", "return", "recipient")}
        letter = "recipient" in fixed
        references = next((block for block in blocks if block[0] == "references"), None)
        language, region = (head["lang"].split("-") + [None])[:2]
        number, total = "#n", "#of"
        page_of = self.inline(head["page-of"]).replace("{page}", number).replace("{pages}", total)
        logo = f'"{head["logo"]}"' if "logo" in head else "none"
        given = [
            f'language: "{language}"', f'region: "{region}"', f'paper: "{"us-letter" if head["paper"] == "letter" else "a4"}"',
            f"title: [{self.inline(head['title'])}]", f"footer: [{self.inline(head.get('footer', ''))}]",
            f"page-of: (n, of) => [{page_of}]", f"sender: ({self.call(lines(fixed['sender']))})", f"logo: {logo}",
            f"justified: {str(justified).lower()}",
        ]
        if letter:
            given.append(f"recipient: ({self.call(lines(fixed['recipient']))})")
            if head.get("envelope", "none").startswith("din"):
                given.append(f"back: [{self.inline(fixed['return'])}]")
            given.append(f"references: [{self.block(*references)}]")
        rest = [block for block in blocks if block[0] not in fixed and not (letter and block[0] == "references")]
        body = "\n\n".join(self.block(*block) for block in rest)
        return f'#import "letter.typ": *\n#show: document-of.with({", ".join(given)})\n\n{body}\n'


class Latex:
    """Blocks as LaTeX."""

    def inline(self, text):
        text = re.sub(r"\\([^\n\w])", r"\1", html.unescape(text))
        text = re.sub(r"<(https?:[^>]*)>", r"\1", text).replace("\\\n", "\1")
        text = re.sub(r"([#$%&_{}])", r"\\\1", text)
        text = re.sub(r"\*\*(.*?)\*\*", r"\\textbf{\1}", text)
        for sign, name in [("×", r"$\times$"), ("÷", r"$\div$"), ("−", r"$-$"), ("~", r"\textasciitilde "), ("\1", "\\\\\n")]:
            text = text.replace(sign, name)
        return text

    def rows(self, rows):
        return "".join(" & ".join(map(self.inline, row)) + r"\\" + "\n" for row in rows)

    def block(self, marker, kind, content):
        if kind == "h1":
            return f"{{\\bfseries\\Large {self.inline(content)}\\par}}"
        if kind == "h2":
            return f"\\headingtwo{{{self.inline(content)}}}"
        if kind == "fence":
            return r"\qrcode[height=28mm]{https://pay.example/abc}" if content == "payment-code" else ""
        if kind == "quote":
            return f"\\begin{{quote}}{self.inline(content)}\\end{{quote}}"
        if kind == "list":
            items = "\n".join(f"\\item {self.inline(item)}" for item in content)
            return f"\\begin{{itemize}}\n{items}\n\\end{{itemize}}"
        if kind == "table":
            right, head, rows = content
            if marker in ("facts", "references"):
                return f"\\begin{{facts}}\n{self.rows(rows)}\\end{{facts}}"
            widest = max((k for k, is_right in enumerate(right) if not is_right), default=-1,
                         key=lambda k: max(len(row[k]) for row in rows))
            left = r">{\raggedright\arraybackslash}X"
            columns = "".join("r" if is_right else left if k == widest else "l" for k, is_right in enumerate(right))
            last = [[f"**{cell}**" if cell else "" for cell in rows[-1]]] if marker == "totals" else [rows[-1]]
            rule = "\\midrule\n" if marker == "totals" else ""
            head = self.rows([[f"**{cell}**" for cell in head]])
            return ("{\\figures\\fontsize{9.4}{12.6}\\selectfont\n"
                    f"\\begin{{xltabular}}{{\\linewidth}}{{@{{}}{columns}@{{}}}}\n\\toprule\n{head}\\midrule\\endhead\n"
                    f"{self.rows(rows[:-1])}{rule}{self.rows(last)}\\bottomrule\n\\end{{xltabular}}}}")
        if marker == "signature":
            return ""
        if marker == "small":
            return f"{{\\sffamily\\footnotesize\\color{{muted}}{self.inline(content)}\\par}}"
        return self.inline(content)

    def document(self, head, blocks):
        content = {marker: content for marker, _, content in blocks if marker}
        babel = {"de": "ngerman", "fr": "french", "en": "american"}[head["lang"][:2]]
        start = (f"\\newcommand\\Fonts{{{FONTS}}}\n\\newcommand\\PaperPackages{{\\usepackage[{babel}]{{babel}}}}\n"
                 f"\\input{{{HERE / 'letter.tex'}}}\n")
        paper = "letterpaper" if head["paper"] == "letter" else "a4paper"
        if "recipient" not in content:
            body = "\n\n".join(self.block(*block) for block in blocks if block[0] not in ("sender", "lead"))
            return (f"\\documentclass[{paper},fontsize=10.5pt]{{scrartcl}}\n\\usepackage[margin=22mm]{{geometry}}\n{start}"
                    f"\\begin{{document}}\n{{\\raggedleft {self.inline(content['sender'])}\\par}}\n\n{body}\n\\end{{document}}\n")
        sender, recipient = lines(content["sender"]), content["recipient"]
        options = {"din-5008-b": "DIN", "us-10": "UScommercial9DW"}.get(head.get("envelope"), "NF" if babel == "french" else "DIN")
        references = "".join(f"\\textcolor{{muted}}{{{self.inline(a)}}} & {self.inline(b)}\\\\\n" for a, b in content["references"][2])
        closing, *under = lines(content["signature"])

        def ends(several):
            return "\\\\ ".join(map(self.inline, several))

        greeting = next(k for k, block in enumerate(blocks) if block[1] == "h1")
        subject, opening = blocks[greeting][2], blocks[greeting + 1][2]
        fixed = ("sender", "return", "recipient", "references", "signature", "small")
        body = "\n\n".join(self.block(*block) for block in blocks[greeting + 2 :] if block[0] not in fixed)
        logo = f"\\setkomavar{{fromlogo}}{{\\includegraphics[height=14mm]{{{head['logo']}}}}}\\KOMAoptions{{fromlogo=true}}\n" if "logo" in head else ""
        return (f"\\documentclass[{options},{paper},fontsize=10.5pt,parskip=half-,fromalign=right,fromphone=false,foldmarks=true,"
                f"pagenumber=botright,subject=untitled,refline=nodate]{{scrlttr2}}\n"
                f"\\usepackage[margin=25mm]{{geometry}}\n{start}\\setplength{{locwidth}}{{75mm}}\\setplength{{lochpos}}{{25mm}}\n\\begin{{document}}\n"
                f"\\setkomavar{{fromname}}{{{self.inline(sender[0])}}}\n\\setkomavar{{fromaddress}}{{{ends(sender[1:])}}}\n"
                f"\\setkomavar{{backaddress}}{{{self.inline(content['return'])}}}\n{logo}"
                f"\\setkomavar{{location}}{{\\raggedright\\figures\\fontsize{{8.8}}{{12}}\\selectfont\\begin{{tabular}}{{@{{}}ll@{{}}}}{references}\\end{{tabular}}}}\n"
                f"\\setkomavar{{date}}{{}}\\setkomavar{{subject}}{{{self.inline(subject)}}}\n"
                f"\\setkomavar{{signature}}{{{ends(under)}}}\n"
                f"\\begin{{letter}}{{{self.inline(recipient)}}}\n\\opening{{{self.inline(opening)}}}\n\n{body}\n\n\\closing{{{self.inline(closing)}}}\n"
                f"{{\\sffamily\\footnotesize {self.inline(content.get('small', ''))}\\par}}\n\\end{{letter}}\n\\end{{document}}\n")


def measure(pdf):
    """Words a line, hyphens, the spread of spaces and of line ends, and the fill of the last page, for running text."""
    pages = subprocess.run(["pdftotext", "-bbox-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    number = r'"([\d.]+)"'
    gaps, ends, hyphens, count, longest = [], [], 0, 0, []
    for block in re.findall(r"<block .*?</block>", pages, flags=re.S):
        found = re.findall(r"<line (?:.*?)</line>", block, flags=re.S)
        rows = [re.findall(rf"<word xMin={number} yMin={number} xMax={number} yMax={number}>(.*?)</word>", line) for line in found]
        # paragraphs of running text: two lines or more, and wide
        rows = [row for row in rows if row]
        if len(rows) < 2 or max(float(row[-1][2]) for row in rows) - float(rows[0][0][0]) < 360:
            continue
        if any(float(row[-1][2]) - float(row[0][0]) < 200 for row in rows[:-1]):
            continue
        right = max(float(row[-1][2]) for row in rows)
        left = min(float(row[0][0]) for row in rows)
        for row in rows[:-1]:
            if row[-1][4][-1] in ".:" and float(row[-1][2]) - left < 0.85 * (right - left):
                continue  # the end of a paragraph
            spaces = [float(b[0]) - float(a[2]) for a, b in zip(row, row[1:])]
            if max(spaces, default=99) > 9:
                break
            gaps.append(spaces)
            ends.append(float(row[-1][2]))
            longest.append(sum(len(word[4]) + 1 for word in row) - 1)
            hyphens += row[-1][4].endswith(("-", "\u00ad"))
            count += 1
    if count < 2:
        return "no running text of several lines"
    means = [statistics.mean(line) for line in gaps]
    within = statistics.mean(statistics.pstdev(line) for line in gaps)
    number_of = len(re.findall("<page ", pages))
    bottom = max(float(y) for y in re.findall(rf"<line .*?yMax={number}", pages.split("<page ")[-1]) if float(y) < 745)
    return (f"{count} full lines of {statistics.mean(longest):.0f} characters, {hyphens} hyphens; space {statistics.mean(means):.2f} pt, "
            f"from line to line {statistics.pstdev(means):.2f}, widest {max(means):.2f}, within {within:.2f}; "
            f"line ends vary by {statistics.pstdev(ends):.1f} pt; {number_of} pages, the last filled to {bottom:.0f} pt")


def run(*command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")


def set_all(pastdue, out, path):
    import typst

    head, blocks = read(path)
    name = path.stem
    (out / "letter.typ").write_text((HERE / "letter.typ").read_text())
    (out / f"{name}-ours.md").write_text(path.read_text())
    run(pastdue, "typeset", f"{name}-ours.md", folder=out)
    for look, justified in [("typst", False), ("typst-justified", True)]:
        (out / f"{name}-{look}.typ").write_text(Typst().document(head, blocks, justified))
        typst.compile(str(out / f"{name}-{look}.typ"), output=str(out / f"{name}-{look}.pdf"), font_paths=[str(FONTS)])
    (out / f"{name}-latex.tex").write_text(Latex().document(head, blocks))
    for _ in range(2):
        run("lualatex", "-interaction=nonstopmode", "-halt-on-error", f"{name}-latex.tex", folder=out)
    for look in ["ours", "typst", "typst-justified", "latex"]:
        run("pdftoppm", "-r", "100", "-png", f"{name}-{look}.pdf", f"{name}-{look}", folder=out)
        print(f"{name} {look}: {measure(out / f'{name}-{look}.pdf')}")
    firsts = [sorted(out.glob(f"{name}-{look}-*1.png"))[0].name for look in ["ours", "typst", "latex"]]
    run("convert", *firsts, "-bordercolor", "#999999", "-border", "1", "+append", "-resize", "75%", "-colors", "12", f"{name}.png", folder=out)


def main():
    pastdue, out, *files = sys.argv[1:]
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    for file in map(Path, files):
        for picture in file.parent.glob("*.png"):
            (out / picture.name).write_bytes(picture.read_bytes())
        set_all(Path(pastdue).resolve(), out, file.resolve())


if __name__ == "__main__":
    main()
