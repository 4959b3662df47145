package io.github.dbdsc.template.scope;

/** Whether output is escaped, as far as that is known when a template is compiled. */
public enum Escaping {
    ON,
    OFF,
    /** An expression in an autoescape tag decides while rendering. */
    DYNAMIC;

    public static Escaping of(boolean on) {
        return on ? ON : OFF;
    }

    public boolean isOn(RenderContext context) {
        return this == ON || (this == DYNAMIC && context.autoescape());
    }
}
