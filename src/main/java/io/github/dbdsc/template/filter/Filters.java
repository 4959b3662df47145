package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.FunctionTable;
import java.util.List;

/** All filters. */
public final class Filters {

    private static final FunctionTable<BuiltIn> ALL = new FunctionTable<>(List.of(
            TextFilters::filter,
            LayoutFilters::filter,
            HtmlFilters::filter,
            NumberFilters::filter,
            SequenceFilters::filter,
            OrderFilters::filter,
            SelectFilters::filter,
            ObjectFilters::filter,
            JsonFilters::filter));

    private Filters() {}

    public static FunctionTable<BuiltIn> all() {
        return ALL;
    }
}
