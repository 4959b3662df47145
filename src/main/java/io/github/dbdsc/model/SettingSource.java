package io.github.dbdsc.model;

/**
 * Where the value of a setting comes from.
 *
 * @param definition the line of the definition that has it, {@code jobs/etl/daily.json:3}; {@code ""} where none has, or that
 *     is not known
 * @param template the line of the template that prints it, {@code templates/standard.jinja2:18}; {@code ""} where that is not
 *     known
 */
public record SettingSource(String definition, String template) {

    /** Nothing is known. */
    public static final SettingSource UNKNOWN = new SettingSource("", "");
}
