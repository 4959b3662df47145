package io.github.dbdsc.template.text;

import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Strings;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns addresses in a text into links.
 *
 * @param limit how many characters of an address are shown
 * @param rel the attribute {@code rel} of each link
 * @param target the attribute {@code target} of each link; empty for none
 * @param schemes other beginnings of addresses
 */
public record Urlize(IntSupplier limit, String rel, String target, List<String> schemes) {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;
    private static final Pattern ADDRESS = Pattern.compile(
            "((https?://|www\\.)(([\\w%-]+\\.)+)?([a-z]{2,63}|xn--[\\w%]{2,59})"
                    + "|([\\w%-]{2,63}\\.)+(com|net|int|edu|gov|org|info|mil)"
                    + "|(https?://)((\\d{1,3}(\\.\\d{1,3}){3})|(\\[([\\da-f]{0,4}:){2}([\\da-f]{0,4}:?){1,6}])))"
                    + "(?::\\d{1,5})?(?:[/?#]\\S*)?\\n?",
            FLAGS);
    private static final Pattern MAIL = Pattern.compile("\\S+@\\w[\\w.-]*\\.\\w+\\n?", FLAGS);
    private static final Pattern OPENING = Pattern.compile("^([(<]|&lt;)+");
    private static final Pattern CLOSING = Pattern.compile("([)>.,\\n]|&gt;)+$");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\x1c-\\x1f]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final String[][] BRACKETS = {{"(", ")"}, {"<", ">"}, {"&lt;", "&gt;"}};

    /** For the patterns that are tried and the parts that are put together, beside each character that is read. */
    private static final int STEPS_PER_LINK = 2;

    public String apply(Object value) {
        String text = Markup.escape(value).text();
        StringBuilder out = new StringBuilder();
        Matcher blanks = BLANKS.matcher(new BudgetedText(text));
        int from = 0;
        while (blanks.find()) {
            out.append(word(text.substring(from, blanks.start()))).append(blanks.group());
            from = blanks.end();
            Budget.current().step();
        }
        String html = out.append(word(text.substring(from))).toString();
        Budget.current().size(html.length());
        return html;
    }

    private String word(String word) {
        if (!mayBeLink(word)) {
            return word;
        }
        Budget.current().steps(STEPS_PER_LINK);
        String head = "";
        String middle = word;
        String tail = "";
        Matcher opening = OPENING.matcher(new BudgetedText(middle));
        if (opening.find()) {
            head = opening.group();
            middle = middle.substring(opening.end());
        }
        Matcher closing = CLOSING.matcher(new BudgetedText(middle));
        if (closing.find()) {
            tail = closing.group();
            middle = middle.substring(0, closing.start());
        }
        for (String[] pair : BRACKETS) {
            int missing = Math.min(count(middle, pair[0]), count(tail, pair[1]));
            if (count(middle, pair[0]) <= count(middle, pair[1])) {
                continue;
            }
            for (int i = 0; i < missing; i++) {
                int end = tail.indexOf(pair[1]) + pair[1].length();
                middle += tail.substring(0, end);
                tail = tail.substring(end);
            }
        }
        return head + link(middle) + tail;
    }

    private static int count(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    /** Whether a text has what every address has; most words have not. */
    private boolean mayBeLink(String text) {
        return text.indexOf('.') >= 0 || text.indexOf(':') >= 0 || text.indexOf('@') >= 0 || !schemes.isEmpty();
    }

    private String link(String text) {
        if (!mayBeLink(text)) {
            return text;
        }
        if (ADDRESS.matcher(new BudgetedText(text)).matches()) {
            boolean complete = text.startsWith("https://") || text.startsWith("http://");
            return anchor(complete ? text : "https://" + text, text);
        }
        if (text.startsWith("mailto:")
                && MAIL.matcher(new BudgetedText(text.substring(7))).matches()) {
            return "<a href=\"" + text + "\">" + text.substring(7) + "</a>";
        }
        boolean mail = text.indexOf('@') > 0 && !text.startsWith("www.") && text.indexOf(':') < 0;
        if (mail && MAIL.matcher(new BudgetedText(text)).matches()) {
            return "<a href=\"mailto:" + text + "\">" + text + "</a>";
        }
        String linked = text;
        for (String scheme : schemes) {
            if (!linked.equals(scheme) && linked.startsWith(scheme)) {
                linked = "<a href=\"" + linked + "\"" + attributes() + ">" + linked + "</a>";
            }
        }
        return linked;
    }

    private String anchor(String address, String text) {
        String shown = shortened(text);
        return "<a href=\"" + address + "\"" + attributes() + ">" + shown + "</a>";
    }

    private String shortened(String text) {
        int most = limit.getAsInt();
        int size = Strings.length(text);
        return size > most ? Strings.between(text, 0, most < 0 ? Math.max(0, size + most) : most) + "..." : text;
    }

    private String attributes() {
        String targetAttribute = target.isEmpty() ? "" : " target=\"" + Markup.escape(target) + "\"";
        return " rel=\"" + Markup.escape(rel) + "\"" + targetAttribute;
    }

    /** A text that counts how often it is read, so that a pattern can't backtrack over it without end. */
    private static final class BudgetedText implements CharSequence {

        private static final int READS_PER_STEP = 256;

        private final String text;
        private final Budget budget = Budget.current();
        private int reads;

        BudgetedText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++reads % READS_PER_STEP == 0) {
                budget.step();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
