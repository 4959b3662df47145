/** The methods and attributes of Python's types: fixed tables, which give no access to anything of Java. */
@NullMarked
package io.github.dbdsc.template.method;

import org.jspecify.annotations.NullMarked;
