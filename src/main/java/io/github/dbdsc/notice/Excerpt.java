package io.github.dbdsc.notice;

/** Text from elsewhere, made fit for a message: one line, and not longer than there is room for. */
final class Excerpt {

    private Excerpt() {}

    /** At most that many characters; never half of one that takes two. */
    static String of(String text, int longest) {
        String line = text.replaceAll("\\s*\\p{Cntrl}+\\s*", " ").strip();
        if (line.length() <= longest) {
            return line;
        }
        int end = longest - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
