package io.github.dbdsc.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No text here is a real secret: each is put together so that no scanner takes it for one. */
class HiddenSecretsTest {

    private static final String HEX = "0123456789abcdef";
    private static final String MIXED = "aB3dE5gH7jK9mN1pQ3sT5vW7xY9zA1cE3fG5iJ7k";

    @ParameterizedTest
    @CsvSource({
        "x, dapi#HEX#HEX",
        "x, Bearer dapi#HEX#HEX-2",
        "x, dose#HEX#HEX",
        "x, DefaultEndpointsProtocol=https;AccountName=a;AccountKey=#MIXED#MIXED==;EndpointSuffix=core.windows.net",
        "x, Endpoint=sb://a.servicebus.windows.net/;SharedAccessKeyName=b;SharedAccessKey=#MIXED=",
        "x, https://a.blob.core.windows.net/c?sv=2024&sp=r&sig=#MIXED%3D",
        "x, -----BEGIN RSA PRIVATE KEY-----MIIE",
        "x, -----BEGIN PRIVATE KEY-----MIIE",
        "x, AKIAABCDEFGHIJKLMNOP",
        "x, eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.#MIXED",
        "x, ghp_#MIXED",
        "x, github_pat_#MIXED",
        "x, glpat-#MIXED",
        "x, postgresql://sa:hunter2@db.example.com/x",
        "x, jdbc:sqlserver://db;user=sa;password=hunter2",
        "x, Server=db;User ID=sa;Password=hunter2;",
        "x, abc8Q~aB3dE5gH7jK9mN1pQ3sT5vW7xY9zA1cE3f",
        "DB_PASSWORD, hunter2",
        "spark.hadoop.javax.jdo.option.ConnectionPassword, Passw0rd",
        "dbPassword, Hunter-2-Secret!",
        "spring.datasource.password, hunter2",
        "DD_API_KEY, #HEX#HEX",
        "API_TOKEN, #HEX#HEX",
        "client_secret, #MIXED",
        "AWS_SECRET_ACCESS_KEY, #MIXED",
        "fs.azure.account.key.acc.dfs.core.windows.net, #MIXED#MIXED==",
        "spark.hadoop.fs.azure.account.key.acc.dfs.core.windows.net, #MIXED#MIXED==",
        "spark.fs.azure.account.oauth2.client.secret, #MIXED",
        "token, #MIXED",
        "x, --password=hunter2",
        "--token, #MIXED",
        "--conf, spark.password=hunter2",
        "x, DB_PASSWORD=hunter2",
        "db_password2, hunter2",
        "x, Bearer #MIXED",
        "x, Server=db;User ID=sa;Pwd='hunter2';",
        "x, '{\"user\": \"sa\", \"password\": \"hunter2\"}'",
        "x, '{\\\"db_token\\\":\\\"#MIXED\\\"}'",
        "x, '{''password'': ''hunter2''}'",
        "key, #MIXED#MIXED=="
    })
    void what_looks_like_a_secret_is_found(String name, String value) {
        assertThat(HiddenSecrets.kindOf(name, text(value))).as(name).isPresent();
    }

    private static String text(String value) {
        return value.replace("#HEX", HEX).replace("#MIXED", MIXED);
    }

    @ParameterizedTest
    @CsvSource({
        "git_commit, 0123456789abcdef0123456789abcdef01234567",
        "policy_id, D0639F2C9E0001A7",
        "warehouse_id, 0123456789abcdef",
        "spark.x.password, {{secrets/scope/key}}",
        "connection, Server=db;User ID=sa;Password={{secrets/a/b}};",
        "jdbc, jdbc:sqlserver://db;user=sa;password=${env.DB_PASSWORD}",
        "url, https://example.com/a?b=c",
        "url, https://user@example.com/a",
        "token, {{job.parameters.token}}",
        "token, {{job.id}}-{{tasks.a.values.b}}",
        "password_secret_name, sql-admin-password",
        "secret, kv-prod-sql-password",
        "secret_scope, my-scope-2024",
        "secret_key, sql-admin-password",
        "password, sql-admin-password",
        "password_file, /run/secrets/db",
        "password, /run/secrets/db",
        "token_url, https://login.example.com/abc123/token",
        "max_tokens, 4096",
        "--no-password, --verbose",
        "--no-password, --date=2024-01-01",
        "x, start=2024-01-01T00:00",
        "x, '{\"password\": \"{{secrets/a/b}}\", \"token_column\": \"a1b2c3d4e5\"}'",
        "password_encryption, scram-sha-256",
        "access_token_expiration, 12h30m00s",
        "x, bearer authentication-as-usual",
        "num_tokens, 128",
        "idempotency_token, 0f8fad5b-d9cb-469f-a165-70867728950e",
        "primary_key, customer_id2",
        "partition_key, 0123456789abcdef0123456789abcdef",
        "sort_key, a1b2c3d4e5f6",
        "task_key, load_2024",
        "job_cluster_key, shared_x64_v2",
        "use_token, true",
        "SECRET_MODE, strict1234",
        "api_key, <your key here 1>",
        "api_key, $API_KEY_1",
        "spark.databricks.passthrough.enabled, true",
        "keys, a1,b2,c3",
        "payload, aGVsbG8gd29ybGQgaGVsbG8gd29ybGQgaGVsbG8gd29ybGQ=",
        "notebook_path, /Repos/a/0123456789abcdef0123456789abcdef01234567",
        "x, SELECT password FROM users WHERE pwd = 'x'",
        "compass, north1234",
        "bypass_check, abcd1234",
        "kms_key, arn:aws:kms:eu-west-1:123456789012:key/0f8fad5b-d9cb-469f-a165-70867728950e",
        "secret_arn, arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-AbCdEf",
        "token, dbutils.secrets.get(a1)"
    })
    void what_is_no_secret_stays_quiet(String name, String value) {
        assertThat(HiddenSecrets.kindOf(name, value)).as(name).isEmpty();
    }

    @Test
    void ids_hashes_and_base64_in_ordinary_fields_stay_quiet() {
        Random random = new Random(7);
        List<String> names = List.of(
                "git_commit",
                "policy_id",
                "payload",
                "data",
                "config",
                "run_id",
                "checksum",
                "version",
                "cursor",
                "state",
                "partition_key",
                "primary_key",
                "cache_key",
                "entry_point",
                "etag",
                "key_column",
                "page_token");
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(80)];
            random.nextBytes(bytes);
            String value =
                    switch (random.nextInt(5)) {
                        case 0 -> HexFormat.of().formatHex(bytes);
                        case 1 -> Base64.getEncoder().encodeToString(bytes);
                        case 2 -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
                        case 3 -> new UUID(random.nextLong(), random.nextLong()).toString();
                        default -> Long.toString(random.nextLong());
                    };
            String name = names.get(random.nextInt(names.size()));
            assertThat(HiddenSecrets.kindOf(name, value))
                    .as("seed 7, %s = %s", name, value)
                    .isEmpty();
        }
    }

    @Test
    void secrets_are_hidden_wherever_they_are_and_nothing_else_is() throws java.io.IOException {
        JsonMapper json = new JsonMapper();
        String shown = HiddenSecrets.in(
                        json.readTree(text(
                                "{\"a\": [{\"name\": \"token\", \"default\": \"#MIXED\"}, \"--password\", \"hunter2\"],"
                                        + " \"b\": {\"DB_PASSWORD\": \"hunter2\", \"c\": 1, \"d\": \"hunter2\"}}")),
                        "")
                .toString();

        assertThat(shown)
                .isEqualTo(
                        "{\"a\":[{\"name\":\"token\",\"default\":\"#\"},\"--password\",\"#\"],\"b\":{\"DB_PASSWORD\":\"#\",\"c\":1,\"d\":\"hunter2\"}}"
                                .replace("#", SecretForm.HIDDEN));
    }

    @ParameterizedTest
    @CsvSource({
        "parameters[token].default, token",
        "tasks[main].new_cluster.spark_env_vars.DB_PASSWORD, DB_PASSWORD",
        "job_clusters[a].new_cluster.spark_conf[\"a.b.password\"], a.b.password",
        "name, name"
    })
    void the_name_of_a_field_is_the_end_of_its_path(String path, String name) {
        assertThat(HiddenSecrets.nameIn(path.replace("\"\"", "\""))).isEqualTo(name);
    }

    @ParameterizedTest
    @Timeout(5)
    @ValueSource(strings = {"eyJ-", "eyJaaaaaaaa-", "a://a:", "password = ", "\"a\":\"", "\\\"a", "{{", "bearer a"})
    void no_text_takes_long_to_look_through(String part) {
        String text = part.repeat(100_000 / part.length());

        assertThat(HiddenSecrets.kindOf("x", text)).isEmpty();
        assertThat(HiddenSecrets.hiddenIn(text)).isEqualTo(text);
    }

    @Test
    void a_line_is_shown_without_the_secret_in_it() {
        assertThat(SecretForm.hiddenIn(text("\"x\": \"ghp_#MIXED\",,")))
                .isEqualTo("\"x\": \"" + SecretForm.HIDDEN + "\",,");
        assertThat(SecretForm.hiddenIn("\"x\": 1,,")).isEqualTo("\"x\": 1,,");
        assertThat(HiddenSecrets.hiddenIn("{\"a\": 1, \"password\": \"hunter2\" \"b\": \"c\", 'token': 'none'"))
                .isEqualTo("{\"a\": 1, \"password\": \"" + SecretForm.HIDDEN + "\" \"b\": \"c\", 'token': 'none'");
        assertThat(HiddenSecrets.hiddenIn("\"password\": \"hunter2,\n\"b\": \"c\""))
                .isEqualTo("\"password\": \"" + SecretForm.HIDDEN + "\n\"b\": \"c\"");
    }
}
