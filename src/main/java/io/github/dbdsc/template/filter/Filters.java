package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.value.BuiltIn;
import java.util.Map;

/** All filters. */
public final class Filters {

    private static final Map<String, BuiltIn> ALL = BuiltIn.join(
            TextFilters.ALL,
            LayoutFilters.ALL,
            HtmlFilters.ALL,
            NumberFilters.ALL,
            SequenceFilters.ALL,
            OrderFilters.ALL,
            SelectFilters.ALL,
            ObjectFilters.ALL,
            JsonFilters.ALL);

    private Filters() {}

    /** The filters by name. */
    public static Map<String, BuiltIn> all() {
        return ALL;
    }
}
