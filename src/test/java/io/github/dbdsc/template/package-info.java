/** Tests of template rendering, most of them against what Python's Jinja2 printed. */
@NullMarked
package io.github.dbdsc.template;

import org.jspecify.annotations.NullMarked;
