package io.github.dbdsc.template.scope;

/** Whether output is escaped, as far as that is known when a template is compiled. */
public enum Escaping {
    ON,
    OFF,
    /** An expression in an autoescape tag decides while rendering; around the tag it was on. */
    DYNAMIC_WITHIN_ON,
    /** An expression in an autoescape tag decides while rendering; around the tag it was off. */
    DYNAMIC_WITHIN_OFF;

    public static Escaping of(boolean on) {
        return on ? ON : OFF;
    }

    /** What an autoescape tag with an expression makes of it. */
    public Escaping dynamic() {
        return this == ON || this == DYNAMIC_WITHIN_ON ? DYNAMIC_WITHIN_ON : DYNAMIC_WITHIN_OFF;
    }

    /** What Jinja2 goes by where it prints a constant: it doesn't wait for the expression. */
    public Escaping forConstants() {
        return of(this == ON || this == DYNAMIC_WITHIN_ON);
    }

    public boolean isOn(RenderContext context) {
        return this == ON || (this != OFF && context.autoescape());
    }
}
