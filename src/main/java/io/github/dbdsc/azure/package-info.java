/** Implements the ports on Azure: storage, its queues, Key Vault, and tokens from Azure Identity. */
@NullMarked
package io.github.dbdsc.azure;

import org.jspecify.annotations.NullMarked;
