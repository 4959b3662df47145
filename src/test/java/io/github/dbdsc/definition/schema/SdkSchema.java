package io.github.dbdsc.definition.schema;

import com.databricks.sdk.service.jobs.CreateJob;
import com.databricks.sdk.service.jobs.JobSettings;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Derives the schema of job settings from the model classes of the Databricks SDK for Java: {@link JobSettings} with
 * what only {@link CreateJob} has, everything reachable from them, and what {@link SdkSupplement} adds.
 */
final class SdkSchema {

    static final String ROOT = "JobSettings";

    private static final Map<Class<?>, String> SCALARS = Map.of(
            String.class, "string",
            Long.class, "integer",
            Double.class, "number",
            Boolean.class, "boolean");

    /** What names the elements of a list, which the SDK does not say. Jobs API 2.2: they are compared by these, not by position. */
    private static final Map<String, String> LIST_KEYS = Map.of(
            "Task", "task_key",
            "TaskDependency", "task_key",
            "JobCluster", "job_cluster_key",
            "JobEnvironment", "environment_key",
            "JobParameterDefinition", "name",
            "Webhook", "id",
            "JobAccessControlRequest", "user_name|group_name|service_principal_name");

    /** Jobs API 2.2: the service lists the allowed git providers in lower case, and accepts any case. */
    private static final List<String> ANY_CASE = List.of("GitProvider");

    private final SortedMap<String, SortedMap<String, String>> types = new TreeMap<>();
    private final SortedMap<String, String> enums = new TreeMap<>();
    private final Map<String, Class<?>> seen = new TreeMap<>();

    private SdkSchema() {}

    /** Returns the schema as the resource has it: JSON with a line for each type and each enum. */
    static String json() {
        SdkSchema schema = new SdkSchema();
        schema.root();
        if (!schema.seen.keySet().containsAll(LIST_KEYS.keySet())) {
            throw new IllegalStateException("The SDK lacks one of " + LIST_KEYS.keySet());
        }
        SdkSupplement.addTo(schema.types, schema.enums);
        SortedMap<String, String> objects = new TreeMap<>();
        schema.types.forEach((name, fields) -> objects.put(name, object(fields)));
        return "{\n\"source\":\"databricks-sdk-java " + sdkVersion() + " with what " + SdkSupplement.SOURCE
                + " adds\",\n\"root\":\"" + ROOT + "\",\n\"anyCase\":\"" + String.join(" ", ANY_CASE)
                + "\",\n\"enums\":{\n" + lines(schema.enums) + "\n},\n\"types\":{\n" + lines(objects) + "\n}\n}\n";
    }

    private void root() {
        SortedMap<String, String> fields = fields(CreateJob.class);
        fields.putAll(fields(JobSettings.class));
        types.put(ROOT, fields);
    }

    static SortedMap<String, String> noFields() {
        return new TreeMap<>();
    }

    private SortedMap<String, String> fields(Class<?> type) {
        SortedMap<String, String> fields = noFields();
        for (Field field : type.getDeclaredFields()) {
            JsonProperty property = field.getAnnotation(JsonProperty.class);
            if (property != null) {
                fields.put(property.value(), kind(field.getGenericType()));
            }
        }
        return fields;
    }

    private String kind(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Collection.class) {
                String element = kind(arguments[0]);
                return element + "[" + LIST_KEYS.getOrDefault(element, "") + "]";
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class && arguments[1] == String.class) {
                return "map";
            }
        }
        if (type instanceof Class<?> named) {
            return SCALARS.containsKey(named) ? SCALARS.get(named) : reference(named);
        }
        throw new IllegalStateException("The schema has no notation for " + type);
    }

    private String reference(Class<?> type) {
        String name = type.getSimpleName();
        Class<?> known = seen.putIfAbsent(name, type);
        if (known != null && known != type) {
            throw new IllegalStateException("Two types are called " + name + ": " + known + " and " + type);
        }
        if (known == null && type.isEnum()) {
            enums.put(name, words(type));
        } else if (known == null) {
            SortedMap<String, String> fields = fields(type);
            requireKeys(name, fields);
            types.put(name, fields);
        }
        return name;
    }

    private static void requireKeys(String name, SortedMap<String, String> fields) {
        Stream.of(LIST_KEYS.getOrDefault(name, "").split("\\|"))
                .filter(key -> !key.isEmpty() && !fields.containsKey(key))
                .forEach(key -> {
                    throw new IllegalStateException(name + " has no field " + key);
                });
    }

    private static String words(Class<?> type) {
        return Stream.of(type.getFields())
                .filter(Field::isEnumConstant)
                .map(SdkSchema::spelling)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String spelling(Field constant) {
        JsonProperty property = constant.getAnnotation(JsonProperty.class);
        return property == null ? constant.getName() : property.value();
    }

    private static String object(SortedMap<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + ":" + field.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String lines(SortedMap<String, String> entries) {
        return entries.entrySet().stream()
                .map(entry -> '"' + entry.getKey() + "\":\"" + entry.getValue() + '"')
                .collect(Collectors.joining(",\n"));
    }

    private static String sdkVersion() {
        String path = "/META-INF/maven/com.databricks/databricks-sdk-java/pom.properties";
        try (InputStream content = JobSettings.class.getResourceAsStream(path)) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(content, path));
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new IllegalStateException("The SDK's jar does not tell its version", e);
        }
    }
}
