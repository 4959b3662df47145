package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.value.BuiltIn;
import java.util.Map;

/** All filters. */
public final class Filters {

    private static final Map<String, BuiltIn> ALL = new BuiltInTable()
            .addAll(TextFilters.TABLE)
            .addAll(LayoutFilters.TABLE)
            .addAll(HtmlFilters.TABLE)
            .addAll(NumberFilters.TABLE)
            .addAll(SequenceFilters.TABLE)
            .addAll(OrderFilters.TABLE)
            .addAll(SelectFilters.TABLE)
            .addAll(ObjectFilters.TABLE)
            .addAll(JsonFilters.TABLE)
            .byName();

    private Filters() {}

    public static Map<String, BuiltIn> all() {
        return ALL;
    }
}
