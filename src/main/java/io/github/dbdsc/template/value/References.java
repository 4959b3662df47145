package io.github.dbdsc.template.value;

import io.github.dbdsc.model.Reference;
import io.github.dbdsc.model.ReferringText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The references that one rendering made. Each stands in the rendered text as a number of 26 digits, which is valid
 * JSON both inside and outside quotes, and which nothing else looks like.
 */
public final class References {

    private static final int MOST = 1_000_000;
    private static final Pattern NUMBER = Pattern.compile(ReferenceNumber.MARK + "([0-9]{6})");

    private final Map<Reference, Integer> made = new LinkedHashMap<>();
    private final List<Reference> inOrder = new ArrayList<>();

    /** Returns what stands for the reference, the same each time. */
    public ReferenceNumber numberFor(Reference reference) {
        int index = made.computeIfAbsent(reference, added -> {
            inOrder.add(added);
            return inOrder.size() - 1;
        });
        if (index >= MOST) {
            throw PythonError.limit("the template refers to more than " + MOST + " things by name");
        }
        Budget.current().makeReference();
        return new ReferenceNumber(ReferenceNumber.MARK + String.format(Locale.ROOT, "%06d", index));
    }

    /** Whether the rendering made no reference. */
    public boolean isEmpty() {
        return inOrder.isEmpty();
    }

    /** Finds the references in a text; empty when there are none. */
    public Optional<ReferringText> in(String text) {
        if (inOrder.isEmpty() || !text.contains(ReferenceNumber.MARK)) {
            return Optional.empty();
        }
        List<String> literals = new ArrayList<>();
        List<Reference> found = new ArrayList<>();
        int end = 0;
        Matcher number = NUMBER.matcher(text);
        while (number.find()) {
            int index = Integer.parseInt(number.group(1));
            if (index < inOrder.size()) {
                literals.add(text.substring(end, number.start()));
                found.add(inOrder.get(index));
                end = number.end();
            }
        }
        literals.add(text.substring(end));
        return found.isEmpty() ? Optional.empty() : Optional.of(new ReferringText(literals, found, false));
    }

    /** Returns the text with each reference as the template's author would write it. */
    public String readable(String text) {
        return in(text).map(ReferringText::toString).orElse(text);
    }
}
