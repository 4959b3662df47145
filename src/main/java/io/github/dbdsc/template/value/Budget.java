package io.github.dbdsc.template.value;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one rendering uses and stops it at its limits. Each thread has the budget of the rendering it runs,
 * {@link #current}, because every operation that can make a large value has to ask it.
 */
public final class Budget {

    /** Keeps integer arithmetic fast; Python itself prints no integer of more than about 14,000 bits. */
    private static final int MAX_INTEGER_BITS = 500_000;

    private static final int STEPS_BETWEEN_CLOCK_READINGS = 1024;

    /** The clock starts at this step, so that slow class loading in a cold process does not count. */
    private static final int STEPS_BEFORE_THE_CLOCK = 10_000;

    private static final int CHARACTERS_PER_STEP = 8;
    private static final int CHARACTERS_PER_MATCHING_STEP = 2;
    private static final int PASSED_PER_STEP = 64;
    private static final int MOVED_PER_STEP = 1024;
    private static final int LOOKS_PER_STEP = 512;

    /** A shorter text is counted with the value that holds it. */
    private static final int SHORT_TEXT = 64;

    private static final ThreadLocal<@Nullable Budget> CURRENT = new ThreadLocal<>();

    private final Limits limits;
    private final CodePoints.Recent codePoints = new CodePoints.Recent();
    private boolean clockRuns;
    private long deadline;
    private long steps;
    private final LivingSize living = new LivingSize();
    private int depth;
    private boolean hasReferences;

    private Budget(Limits limits) {
        this.limits = limits;
    }

    /** Runs a rendering within limits of its own. */
    public static <T> T within(Limits limits, Supplier<T> rendering) {
        Budget outer = CURRENT.get();
        CURRENT.set(new Budget(limits));
        try {
            return rendering.get();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /** The budget of the rendering that runs in this thread; outside of any, one with the default limits. */
    public static Budget current() {
        Budget budget = CURRENT.get();
        return budget == null ? new Budget(Limits.DEFAULT) : budget;
    }

    /** Notes that the rendering has made a {@link ReferenceNumber}, which has to be looked for from now on. */
    void makeReference() {
        hasReferences = true;
    }

    boolean hasReferences() {
        return hasReferences;
    }

    public Limits limits() {
        return limits;
    }

    /** The values made along the way. */
    public LivingSize living() {
        return living;
    }

    /** Returns how many steps were counted so far. */
    public long stepsTaken() {
        return steps;
    }

    /** Counts one loop iteration, call or operation. */
    public void step() {
        if ((++steps & (STEPS_BETWEEN_CLOCK_READINGS - 1)) == 0) {
            checkTime();
        }
        if (steps > limits.steps()) {
            throw exceeded("takes more than " + limits.steps() + " steps");
        }
    }

    /** Counts several steps at once. */
    public void steps(long count) {
        steps += count;
        if (steps > limits.steps()) {
            throw exceeded("takes more than " + limits.steps() + " steps");
        }
        checkTime();
    }

    /** Counts an operation that reads a whole text. */
    public void reading(Object value) {
        if (value instanceof String text && text.length() > CHARACTERS_PER_STEP) {
            steps(text.length() / CHARACTERS_PER_STEP);
        } else if (value instanceof Markup markup) {
            reading(markup.text());
        }
    }

    /** Counts a quick look at so many characters against the budget of this thread; finds that only when it matters. */
    static void passes(int characters) {
        if (characters >= PASSED_PER_STEP) {
            current().passing(characters);
        }
    }

    /** Counts one quick look at each of so many characters or items. */
    public void passing(long count) {
        if (count >= PASSED_PER_STEP) {
            steps(count / PASSED_PER_STEP);
        }
    }

    /** Counts a quick look at the whole of a value that is passed as an argument or returned; items count when they are read. */
    public void passing(Object value) {
        if (value instanceof String text) {
            passing(text.length());
        } else if (value instanceof Markup markup) {
            passing(markup.text().length());
        } else if (value instanceof PyBytes bytes) {
            passing(bytes.length());
        }
    }

    /** Counts so many items of a list that move to other places. */
    public void moving(long items) {
        if (items >= MOVED_PER_STEP) {
            steps(items / MOVED_PER_STEP);
        }
    }

    /** Counts a text that was made for each of several items, before the next is made. */
    public void text(String made) {
        if (made.length() >= SHORT_TEXT) {
            size(made.length());
            passing(made.length());
        }
    }

    /** Returns where the characters of a long text are. */
    CodePoints codePoints(String text) {
        return codePoints.of(text, this);
    }

    /** Counts an operation that tries a pattern at every character of a text. */
    public void matching(String text) {
        if (text.length() > CHARACTERS_PER_MATCHING_STEP) {
            steps(text.length() / CHARACTERS_PER_MATCHING_STEP);
        }
    }

    /** Counts the search for a part of a text, at its worst: a comparison of the whole part at every character. */
    public void searching(String text, String part) {
        long looks = (long) text.length() * Math.max(1, part.length());
        if (looks > LOOKS_PER_STEP) {
            steps(looks / LOOKS_PER_STEP);
        }
    }

    private void checkTime() {
        if (steps < STEPS_BEFORE_THE_CLOCK) {
            return;
        }
        if (!clockRuns) {
            clockRuns = true;
            deadline = System.nanoTime() + limits.time().toNanos();
        } else if (System.nanoTime() - deadline > 0) {
            throw exceeded("takes longer than " + limits.time().toMillis() + " ms");
        }
    }

    /** Counts a string of that many characters, preferably before it is made. */
    public void size(long characters) {
        check(characters);
        if (living.add(characters) > limits.totalSize()) {
            throw exceeded("makes values of more than " + limits.totalSize() + " characters in all");
        }
    }

    /** Checks the length of a string before it is made. */
    public void check(long characters) {
        if (characters > limits.valueSize()) {
            throw exceeded("makes a value of more than " + limits.valueSize() + " characters");
        }
    }

    /** Checks the length of a list before it is made. */
    public void checkItems(long count) {
        check(count > limits.valueSize() ? count : count * LivingSize.ITEM);
    }

    /** Counts a list or dict of that many items, preferably before it is made. */
    public void items(long count) {
        size(count > limits.valueSize() ? count : count * LivingSize.ITEM);
    }

    /** Counts an integer of that many bits, preferably before it is computed. */
    void integer(long bits) {
        if (bits > MAX_INTEGER_BITS) {
            throw exceeded("computes integers of more than " + MAX_INTEGER_BITS + " bits");
        }
        if (bits > 64) {
            // as much as its digits cost when it is printed
            size(bits / 3);
            steps(bits / 64);
        }
    }

    /** Checks the length of the whole output. */
    public void output(int characters) {
        if (characters > limits.outputSize()) {
            throw exceeded("prints more than " + limits.outputSize() + " characters");
        }
    }

    /** Enters a macro, block, include or recursive loop; {@link #leave} must follow. */
    public void enter() {
        step();
        if (depth >= limits.callDepth()) {
            throw exceeded("calls macros, blocks, includes or loops more than " + limits.callDepth()
                    + " deep; does one call itself without end?");
        }
        depth++;
    }

    public void leave() {
        depth--;
    }

    private static PythonError exceeded(String what) {
        return PythonError.limit("the template " + what + ", which is not allowed");
    }
}
