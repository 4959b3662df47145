package io.github.dbdsc.template.filter;

import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.FunctionTable;
import java.util.List;

/** All filters. */
public final class Filters {

    private static final FunctionTable<BuiltIn> ALL = BuiltIn.table(
            BuiltIn.Look.CLOSE,
            List.of(
                    TextFilters::named,
                    LayoutFilters::named,
                    HtmlFilters::named,
                    NumberFilters::named,
                    SequenceFilters::named,
                    OrderFilters::named,
                    SelectFilters::named,
                    ObjectFilters::named,
                    JsonFilters::named));

    private Filters() {}

    /** The filters by name. */
    public static FunctionTable<BuiltIn> all() {
        return ALL;
    }
}
