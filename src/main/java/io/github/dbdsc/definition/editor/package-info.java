/**
 * JSON Schemas for editors: {@link io.github.dbdsc.definition.editor.SettingsSchemas} of the settings of jobs, from what is
 * known of their fields, and {@link io.github.dbdsc.definition.editor.ValueSchemas} of the values that a template reads,
 * from where it prints them.
 */
@NullMarked
package io.github.dbdsc.definition.editor;

import org.jspecify.annotations.NullMarked;
