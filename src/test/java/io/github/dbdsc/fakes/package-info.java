/**
 * Fakes of Microsoft Entra, managed identity endpoints and a key vault, on loopback, as far as this program calls them.
 */
@NullMarked
package io.github.dbdsc.fakes;

import org.jspecify.annotations.NullMarked;
