/** The storage emulator that tests run against. */
@NullMarked
package io.github.dbdsc.azurite;

import org.jspecify.annotations.NullMarked;
