/** The ports on Azure Blob Storage, and credentials through Azure Identity. */
@NullMarked
package io.github.dbdsc.azure;

import org.jspecify.annotations.NullMarked;
