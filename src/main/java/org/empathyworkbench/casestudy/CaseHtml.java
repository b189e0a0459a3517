package org.empathyworkbench.casestudy;

import java.util.List;
import java.util.Locale;
import org.empathyworkbench.dialogue.EmpathyProfile;
import org.empathyworkbench.dialogue.Level;
import org.empathyworkbench.dialogue.Mechanism;
import org.empathyworkbench.markup.Html;

/** Cases as one page of HTML that needs no other file: light or dark as the reader's system is, and one case a sheet when it is printed. */
final class CaseHtml {
    private static final String STYLE = """
            :root { color-scheme: light dark; --fg: #1f2328; --muted: #59636e; --line: #d1d9e0; --page: #f6f8fa; --card: #ffffff; \
            --speaker: #eef1f4; --listener: #ddf0ff;
              --er: #b23a0b; --er-bg: #fde8dc; --ip: #5d3fc4; --ip-bg: #ebe6fb; --ex: #0c6a63; --ex-bg: #d5f2ee; }
            @media (prefers-color-scheme: dark) { :root { --fg: #e6edf3; --muted: #9198a1; --line: #3d444d; --page: #010409; --card: \
            #0d1117; --speaker: #1c2128; --listener: #10263f;
              --er: #fb9a63; --er-bg: #3a1e10; --ip: #b7a3ff; --ip-bg: #251d45; --ex: #4fd6c8; --ex-bg: #0c2f2c; } }
            body { margin: 0; padding: 2rem 1rem; background: var(--page); color: var(--fg); font: 17px/1.5 Inter, system-ui, sans-serif; }
            main { max-width: 52rem; margin: 0 auto; }
            article { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.2rem 1.5rem; margin: 1.5rem \
            0; }
            h1 { font-size: 1.7rem; } h2 { font-size: 1.25rem; margin: 0 0 .8rem; } h2 small { color: var(--muted); font-weight: normal; \
            font-size: .9rem; }
            .turn { width: fit-content; max-width: 85%; padding: .5rem .9rem; margin: .35rem 0; border-radius: 3px 14px 14px 14px; \
            background: var(--speaker); }
            .turn.listener { margin-left: auto; border-radius: 14px 3px 14px 14px; background: var(--listener); }
            .who { font-size: .75rem; color: var(--muted); display: block; }
            .response { border-top: 1px solid var(--line); padding: .8rem 0; } .turn + .response { margin-top: .8rem; } .response h3 { \
            font-size: 1rem; margin: 0 0 .25rem; } .response p { margin: .2rem 0; }
            .levels { list-style: none; padding: 0; margin: .4rem 0; display: flex; flex-wrap: wrap; gap: .4rem; font-size: .8rem; }
            .levels li { border: 1px solid var(--line); border-radius: 1rem; padding: 0 .6rem; color: var(--muted); }
            .levels .weak.er, .levels .strong.er { color: var(--er); background: var(--er-bg); border-color: var(--er); }
            .levels .weak.ip, .levels .strong.ip { color: var(--ip); background: var(--ip-bg); border-color: var(--ip); }
            .levels .weak.ex, .levels .strong.ex { color: var(--ex); background: var(--ex-bg); border-color: var(--ex); }
            .levels .weak { border-style: dashed; } .levels .strong b { font-weight: 800; }
            mark { border-radius: 3px; padding: 0 .15em; border-bottom: 2px solid; } mark sup { font-size: .65em; font-weight: normal; \
            margin-left: .25em; }
            mark.er { color: var(--er); background: var(--er-bg); } mark.ip { color: var(--ip); background: var(--ip-bg); } mark.ex { \
            color: var(--ex); background: var(--ex-bg); }
            .small { font-size: .85rem; color: var(--muted); } .origin { font-size: .75rem; color: var(--muted); overflow-wrap: anywhere; \
            } .note { white-space: pre-line; }
            @media print { body { background: none; padding: 0; } article { break-after: page; border: 0; } }
            """;

    private CaseHtml() { }

    static String text(CaseCollection collection, List<CaseStudy> studies) {
        StringBuilder out = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta "
                + "charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escaped(collection.name())).append("</title>\n<style>\n").append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n<h1>").append(escaped(collection.name()))
                .append("</h1>\n");
        if (!collection.note().isBlank()) out.append("<p class=\"note\">").append(escaped(collection.note())).append("</p>\n");
        int number = 0;
        for (CaseStudy study : studies) article(out, ++number, study);
        return out.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void article(StringBuilder out, int number, CaseStudy study) {
        out.append("<article id=\"case-").append(number).append("\">\n<h2>").append(number).append(". ").append(escaped(study.name()));
        if (!study.emotion().isBlank() && !study.title().isBlank())
            out.append(" <small>").append(escaped(study.emotion())).append("</small>");
        out.append("</h2>\n");
        for (int turn = 0; turn < study.context().size(); turn++) {
            out.append("<div class=\"turn").append(turn % 2 == 0 ? "" : " listener")
                    .append("\"><span class=\"who\">").append(CaseWords.speaker(turn)).append("</span>")
                    .append(marked(study.context().get(turn), study.marks().get(turn))).append("</div>\n");
        }
        for (CaseResponse one : study.responses()) response(out, one);
        if (!study.note().isBlank()) out.append("<p class=\"note\">").append(escaped(study.note())).append("</p>\n");
        if (!study.source().isBlank()) out.append("<p class=\"small\">From: ").append(escaped(study.source())).append("</p>\n");
        out.append("</article>\n");
    }

    private static void response(StringBuilder out, CaseResponse one) {
        out.append("<section class=\"response\">\n<h3>").append(escaped(CaseWords.system(one)))
                .append("</h3>\n<p>").append(marked(one.text(), one.marks())).append("</p>\n");
        if (one.reading() != null) {
            out.append("<ul class=\"levels\">");
            for (Mechanism mechanism : Mechanism.values()) {
                Level level = one.reading().profile().level(mechanism);
                out.append("<li class=\"").append(mechanism.key()).append(' ').append(level.word())
                        .append("\" title=\"").append(probabilities(one.reading().profile(), mechanism)).append("\">")
                        .append(mechanism.title()).append(" <b>").append(level.word()).append("</b></li>");
            }
            out.append("</ul>\n");
        }
        if (!one.ratings().none())
            out.append("<p class=\"small\">Rated: ").append(escaped(CaseWords.ratings(one.ratings()))).append("</p>\n");
        if (!one.note().isBlank()) out.append("<p class=\"small note\">").append(escaped(one.note())).append("</p>\n");
        out.append("<p class=\"origin\">").append(escaped(CaseWords.origin(one))).append("</p>\n</section>\n");
    }

    private static String probabilities(EmpathyProfile profile, Mechanism mechanism) {
        return String.format(Locale.ROOT, "none %.1f %%, weak %.1f %%, strong %.1f %%",
                100 * profile.probability(mechanism, Level.NONE),
                100 * profile.probability(mechanism, Level.WEAK),
                100 * profile.probability(mechanism, Level.STRONG));
    }

    private static String marked(String text, List<Mark> marks) {
        StringBuilder out = new StringBuilder();
        for (Marks.Piece piece : Marks.pieces(text, marks)) {
            if (piece.mark() == null) out.append(escaped(piece.text()));
            else
                out.append("<mark class=\"").append(piece.mark().mechanism().key()).append("\">")
                        .append(escaped(piece.text())).append("<sup>").append(piece.mark().mechanism().title())
                        .append("</sup></mark>");
        }
        return out.toString();
    }

    private static String escaped(String text) { return Html.text(text); }
}
