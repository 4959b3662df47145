/** Names, finds and checks the settings, and says what each of them should look like when it is missing or wrong. */
@NullMarked
package io.github.dbdsc.settings;

import org.jspecify.annotations.NullMarked;
