package org.empathyworkbench.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What counts as a word. {@link #WHITESPACE} reproduces the published Dist figures; {@link #WORDS} follows NLTK's {@code word_tokenize}:
 * its NLTKWordTokenizer rules exactly, its Punkt sentence model by the one thing that matters to words, whether a full stop ends
 * a sentence, which here a list of abbreviations decides.
 */
public enum WordTokens {
    /** Pieces between blanks. */
    WHITESPACE {
        @Override public List<String> of(String text) { return split(text); }
    },
    /** NLTK-style words: contractions and punctuation stand alone, case is kept. */
    WORDS {
        @Override public List<String> of(String text) {
            List<String> words = new ArrayList<>();
            for (String sentence : sentences(text)) words.addAll(split(separated(sentence)));
            return words;
        }
    };

    public abstract List<String> of(String text);

    /** One rule of NLTKWordTokenizer (nltk 3.8): a pattern and what takes its place. */
    private record Rule(Pattern pattern, String replacement) {
        Rule(String pattern, String replacement) { this(Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS), replacement); }

        String apply(String text) { return pattern.matcher(text).replaceAll(replacement); }
    }

    private static final List<Rule> BEFORE_PADDING = List.of(
            new Rule("([\u00ab\u201c\u2018\u201e]|[`]+)", " $1 "),
            new Rule("^\"", "``"),
            new Rule("(``)", " $1 "),
            new Rule("([ (\\[{<])(\"|'{2})", "$1 `` "),
            new Rule("(?i)(')(?!re|ve|ll|m|t|s|d|n)(\\w)\\b", "$1 $2"),
            new Rule("([^.])(\\.)([\\])}>\"'\u00bb\u201d\u2019 ]*)\\s*$", "$1 $2 $3 "),
            new Rule("([:,])([^\\d])", " $1 $2"),
            new Rule("([:,])$", " $1 "),
            new Rule("\\.{2,}", " $0 "),
            new Rule("[;@#$%&]", " $0 "),
            new Rule("([^.])(\\.)([\\])}>\"']*)\\s*$", "$1 $2$3 "),
            new Rule("[?!]", " $0 "),
            new Rule("([^'])' ", "$1 ' "),
            new Rule("[*]", " $0 "),
            new Rule("[\\]\\[(){}<>]", " $0 "),
            new Rule("--", " -- "));

    private static final List<Rule> AFTER_PADDING = List.of(
            new Rule("([\u00bb\u201d\u2019])", " $1 "),
            new Rule("''", " '' "),
            new Rule("\"", " '' "),
            new Rule("([^' ])('[sS]|'[mM]|'[dD]|') ", "$1 $2 "),
            new Rule("([^' ])('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) ", "$1 $2 "),
            new Rule("(?i)\\b(can)(not)\\b", " $1 $2 "),
            new Rule("(?i)\\b(d)('ye)\\b", " $1 $2 "),
            new Rule("(?i)\\b(gim)(me)\\b", " $1 $2 "),
            new Rule("(?i)\\b(gon)(na)\\b", " $1 $2 "),
            new Rule("(?i)\\b(got)(ta)\\b", " $1 $2 "),
            new Rule("(?i)\\b(lem)(me)\\b", " $1 $2 "),
            new Rule("(?i)\\b(more)('n)\\b", " $1 $2 "),
            new Rule("(?i)\\b(wan)(na)(?=\\s)", " $1 $2 "),
            new Rule("(?i) ('t)(is)\\b", " $1 $2 "),
            new Rule("(?i) ('t)(was)\\b", " $1 $2 "));

    private static final Pattern STOP = Pattern.compile("(\\S*?)\\.[\\])}>\"'\u00bb\u201d\u2019]*\\s+(?=(\\S+))",
            Pattern.UNICODE_CHARACTER_CLASS);
    private static final Set<String> ABBREVIATIONS = Set.of("mr", "mrs", "ms", "dr", "st", "jr", "sr", "prof", "gen", "sen", "rep",
            "lt", "col", "maj", "sec", "vs", "inc", "ltd", "co", "corp", "bros", "ave", "ft", "mg", "jan", "feb", "aug", "sept", "oct",
            "nov", "dec", "fri", "tues", "wed", "a.m", "p.m", "u.s", "u.k", "d.c", "ph.d", "n.y", "l.a", "n.j", "n.c", "u.s.s.r", "u.n");
    private static final Set<String> SENTENCE_STARTERS = Set.of("the", "he", "she", "it", "they", "we", "this",
            "that", "there", "but", "in", "however", "so", "then", "what", "how", "did", "are", "is", "was");

    private static String separated(String sentence) {
        String text = sentence;
        for (Rule rule : BEFORE_PADDING) text = rule.apply(text);
        text = " " + text + " ";
        for (Rule rule : AFTER_PADDING) text = rule.apply(text);
        return text;
    }

    private static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        Matcher stop = STOP.matcher(text);
        int from = 0;
        while (stop.find()) {
            if (!endsSentence(stop.group(1), stop.group(2))) continue;
            sentences.add(text.substring(from, stop.end()).stripTrailing());
            from = stop.end();
        }
        sentences.add(text.substring(from).stripTrailing());
        return sentences;
    }

    private static boolean endsSentence(String before, String next) {
        String word = before.replaceFirst("^[(\\[{<\"'`]+", "").toLowerCase(Locale.ROOT);
        boolean initial = word.length() == 1 && Character.isLetter(word.charAt(0)) && !word.equals("i");
        if (!initial && !ABBREVIATIONS.contains(word)) return true;
        return !initial && Character.isUpperCase(next.codePointAt(0)) && SENTENCE_STARTERS.contains(next.toLowerCase(Locale.ROOT));
    }

    private static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.split("(?U)\\s+")) {
            if (!word.isEmpty()) words.add(word);
        }
        return words;
    }
}
