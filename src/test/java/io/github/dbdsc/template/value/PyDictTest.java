package io.github.dbdsc.template.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.template.text.PythonJson;
import io.github.dbdsc.template.value.Value.Absent;
import io.github.dbdsc.template.value.Value.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A JSON object is copied when something needs the copy: nothing tells before from after. */
class PyDictTest {

    private static Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("text", "a\"b");
        json.put("number", 7);
        json.put("large", 1_234_567L);
        json.put("float", 0.5);
        json.put("none", null);
        json.put("list", new ArrayList<>(List.of(1, 2)));
        json.put("object", Map.of("inner", List.of()));
        return json;
    }

    private static PyDict dict() {
        return (PyDict) Value.ofJson(json());
    }

    private static PyDict copied() {
        PyDict dict = dict();
        dict.keys(); // needs the copy
        return dict;
    }

    @Test
    void prints_the_same_before_and_after_it_is_copied() {
        assertThat(Repr.of(dict())).isEqualTo(Repr.of(copied())).startsWith("{'text': 'a\"b', 'number': 7, ");
        assertThat(PythonJson.write(dict(), PythonJson.Options.DEFAULT))
                .isEqualTo(PythonJson.write(copied(), PythonJson.Options.DEFAULT))
                .startsWith(
                        "{\"text\": \"a\\\"b\", \"number\": 7, \"large\": 1234567, \"float\": 0.5, \"none\": null, ");
        assertThat(PythonJson.write(dict(), PythonJson.Options.HTML))
                .isEqualTo(PythonJson.write(copied(), PythonJson.Options.HTML))
                .startsWith("{\"float\": 0.5, ");
    }

    @Test
    void finds_the_same_before_and_after_it_is_copied() {
        for (String key : List.of("text", "number", "large", "float", "none", "absent")) {
            assertThat(dict().get(key)).isEqualTo(copied().get(key));
            assertThat(dict().get(new Markup(key))).isEqualTo(copied().get(key));
        }
        assertThat(dict().get("none")).isEqualTo(None.NONE);
        assertThat(dict().get("absent")).isEqualTo(Absent.ABSENT);
        assertThat(dict().get(7L)).isEqualTo(Absent.ABSENT);
        assertThat(dict().size()).isEqualTo(copied().size());
    }

    @Test
    void returns_one_list_however_often_it_is_asked() {
        PyDict dict = dict();

        ((PyList) dict.get("list")).add(3L);

        assertThat(Repr.of(dict.get("list"))).isEqualTo("[1, 2, 3]");
        assertThat(Repr.of(dict)).contains("'list': [1, 2, 3]");
        assertThat(json().get("list")).isEqualTo(List.of(1, 2));
    }

    @Test
    void prints_the_keys_that_were_written() {
        PyDict dict = new PyDict();
        dict.put(1.0, "one");
        dict.put(true, "yes"); // the same key

        assertThat(Repr.of(dict)).isEqualTo("{1.0: 'yes'}");
        assertThat(PythonJson.write(dict, PythonJson.Options.DEFAULT)).isEqualTo("{\"1.0\": \"yes\"}");
    }
}
