package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.runtime.RenderContext;

/** Whether output is escaped, as far as that is known when a template is compiled. */
enum Escaping {
    ON,
    OFF,
    /** A constant expression in an autoescape tag decides, which Jinja2 evaluates while it compiles. */
    COMPUTED,
    /** An expression in an autoescape tag decides while rendering; around the tag it was on. */
    DYNAMIC_WITHIN_ON,
    /** An expression in an autoescape tag decides while rendering; around the tag it was off. */
    DYNAMIC_WITHIN_OFF;

    static Escaping of(boolean on) {
        return on ? ON : OFF;
    }

    /** Returns what an autoescape tag with an expression makes of it. */
    Escaping dynamic() {
        return this == ON || this == DYNAMIC_WITHIN_ON ? DYNAMIC_WITHIN_ON : DYNAMIC_WITHIN_OFF;
    }

    /** Returns what Jinja2 goes by where it prints a constant, since it does not wait for the expression. */
    Escaping forConstants() {
        return this == COMPUTED ? this : of(this == ON || this == DYNAMIC_WITHIN_ON);
    }

    /** Returns whether nothing decides it while the template runs. */
    boolean isKnown() {
        return this == ON || this == OFF || this == COMPUTED;
    }

    /** Returns whether output is escaped, now that the template runs. */
    boolean isOn(RenderContext context) {
        return this == ON || (this != OFF && context.autoescape());
    }
}
