package io.github.dbdsc.template.text;

import io.github.dbdsc.template.value.Budget;

/** A text that counts how often it is looked at, so that a pattern can't go back and forth over it without end. */
final class BudgetedText implements CharSequence {

    private static final int LOOKS_PER_STEP = 256;

    private final String text;
    private final Budget budget = Budget.current();
    private int looks;

    BudgetedText(String text) {
        this.text = text;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++looks % LOOKS_PER_STEP == 0) {
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
