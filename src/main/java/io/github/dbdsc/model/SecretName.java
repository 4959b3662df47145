package io.github.dbdsc.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of fields that say that their value is a secret, together with values that may be one: {@code DB_PASSWORD} with
 * {@code hunter2}, {@code api_token} with forty digits. The name of a secret, its path or its scope is none.
 */
public final class SecretName {

    private static final Pattern WORD_ENDS =
            Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+");

    /** A second password is one, too. */
    private static final Pattern NUMBER_AT_END = Pattern.compile("\\d+$");

    private static final Set<String> PASSWORDS = Set.of("password", "passwd", "passphrase", "pwd", "pass");
    private static final Set<String> SECRETS =
            Set.of("secret", "token", "credential", "credentials", "apikey", "pat", "sas");

    /** A {@code key} is a secret only beside one of these: else it is one of a table, a cache or a task. */
    private static final Set<String> OF_A_KEY = Set.of(
            "api",
            "access",
            "account",
            "private",
            "shared",
            "storage",
            "secret",
            "encryption",
            "signing",
            "subscription",
            "master",
            "auth",
            "client",
            "ssh",
            "hmac",
            "aes",
            "license",
            "app",
            "application",
            "admin",
            "service",
            "security");

    /** A name that ends so is about a secret, and is none. */
    private static final Set<String> ABOUT = Set.of(
            "scope",
            "name",
            "names",
            "id",
            "ids",
            "path",
            "file",
            "url",
            "uri",
            "type",
            "ttl",
            "expiry",
            "expires",
            "endpoint",
            "length",
            "limit",
            "count",
            "column",
            "columns",
            "field",
            "header",
            "env",
            "var",
            "variable",
            "alias",
            "ref",
            "reference",
            "provider",
            "class",
            "location",
            "dir",
            "table",
            "version",
            "enabled",
            "policy",
            "rotation",
            "days",
            "seconds",
            "minutes",
            "hours",
            "format",
            "prefix",
            "suffix",
            "index",
            "size",
            "kind",
            "store",
            "vault",
            "required",
            "mode",
            "method",
            "algorithm",
            "source",
            "date",
            "encryption",
            "expiration",
            "timeout");

    /** A token beside one of these is no secret: it marks a place or a repeated call. */
    private static final Set<String> MARKS = Set.of(
            "idempotency",
            "page",
            "next",
            "continuation",
            "start",
            "end",
            "sync",
            "public",
            "cache",
            "partition",
            "primary",
            "foreign",
            "max",
            "min",
            "num",
            "pad",
            "unk",
            "eos",
            "bos",
            "sep",
            "mask",
            "csrf");

    /** What the name of a secret has in it, and a secret hardly. */
    private static final Set<String> OF_A_NAME = Set.of(
            "password", "passwd", "pwd", "pass", "secret", "token", "key", "kv", "vault", "credential", "credentials");

    private static final Set<String> WORDS = Set.of(
            "true",
            "false",
            "none",
            "null",
            "yes",
            "no",
            "on",
            "off",
            "required",
            "optional",
            "prompt",
            "basic",
            "bearer",
            "oauth",
            "oauth2",
            "default",
            "changeme",
            "redacted",
            "hidden",
            "dummy",
            "placeholder",
            "unset",
            "empty",
            "todo",
            "tbd",
            "n/a");

    private static final Pattern PLAIN_PART = Pattern.compile("[a-z]+|[A-Z]+|[A-Z][a-z]+|\\d{1,4}|[a-z]{2,}\\d{1,8}");
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]+");
    private static final Pattern BASE64_KEY = Pattern.compile("[A-Za-z0-9+/]{42,}={0,2}");
    private static final int SHORTEST_TOKEN = 8;

    private SecretName() {}

    /** Returns what kind of secret a field of this name and value seems to hold: {@code a password}; empty when none. */
    public static Optional<String> kindOf(String name, String value) {
        List<String> words = Arrays.stream(WORD_ENDS.split(name))
                .map(word -> NUMBER_AT_END.matcher(word).replaceFirst("").toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty() || !isLiteral(value)) {
            return Optional.empty();
        }
        String last = words.get(words.size() - 1);
        boolean isAccountKey = name.startsWith("fs.azure.account.key") || name.contains(".fs.azure.account.key");
        if (ABOUT.contains(last) && !isAccountKey) {
            return Optional.empty();
        }
        String joined = String.join("", words);
        if (words.stream().anyMatch(PASSWORDS::contains) || joined.endsWith("password")) {
            return isPassword(value) ? Optional.of("a password") : Optional.empty();
        }
        if (words.stream().anyMatch(MARKS::contains)) {
            return Optional.empty();
        }
        if (isAccountKey || isNamedKey(words, joined)) {
            return isToken(value) && !UUID.matcher(value).matches() ? Optional.of("a key") : Optional.empty();
        }
        if (words.stream().anyMatch(SECRETS::contains) || joined.endsWith("token") || joined.endsWith("secret")) {
            return isToken(value) ? Optional.of(joined.contains("token") ? "a token" : "a secret") : Optional.empty();
        }
        boolean isBareKey = last.equals("key") && words.size() <= 2;
        return isBareKey && isRandomBase64(value) ? Optional.of("a key") : Optional.empty();
    }

    private static boolean isNamedKey(List<String> words, String joined) {
        int key = Math.max(words.lastIndexOf("key"), words.lastIndexOf("keys"));
        return (key > 0 && OF_A_KEY.contains(words.get(key - 1)))
                || joined.endsWith("apikey")
                || joined.endsWith("accesskey")
                || joined.endsWith("accountkey")
                || joined.endsWith("privatekey");
    }

    /** What is filled in at run time, or refers to a secret that is kept elsewhere, is no literal. */
    private static boolean isLiteral(String value) {
        String text = value.strip();
        return !text.isEmpty()
                && SecretForm.withoutReferences(text).strip().equals(text)
                && text.charAt(0) != '$'
                && text.charAt(0) != '/'
                && text.charAt(0) != '<'
                && text.charAt(0) != '*'
                && !text.contains("://")
                && !text.contains("dbutils.secrets")
                && !text.startsWith("secrets/")
                && !text.startsWith("keyvault:")
                && !text.startsWith("dbfs:")
                && !text.startsWith("arn:")
                && !text.startsWith("./")
                && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    }

    private static boolean isPassword(String value) {
        String text = value.strip();
        return text.length() >= 4 && text.indexOf(' ') < 0 && !isNameOfSecret(text);
    }

    /** Returns whether a text is words with a hint of what they name: {@code sql-password}, {@code kv-prod/db-pwd}. */
    private static boolean isNameOfSecret(String text) {
        String[] parts = text.split("[-_./:]", -1);
        return parts.length > 1
                && Arrays.stream(parts).anyMatch(part -> OF_A_NAME.contains(part.toLowerCase(Locale.ROOT)))
                && Arrays.stream(parts)
                        .allMatch(part -> PLAIN_PART.matcher(part).matches());
    }

    private static boolean isToken(String value) {
        String text = value.strip();
        if (text.length() < SHORTEST_TOKEN || !TOKEN.matcher(text).matches()) {
            return false;
        }
        boolean isOfWords = Arrays.stream(text.split("[-_./:]", -1))
                .allMatch(part -> part.isEmpty() || PLAIN_PART.matcher(part).matches());
        return !isOfWords
                && text.chars().anyMatch(Character::isLetter)
                && text.chars().anyMatch(Character::isDigit);
    }

    private static boolean isRandomBase64(String value) {
        return BASE64_KEY.matcher(value).matches()
                && value.endsWith("=")
                && value.chars().anyMatch(Character::isUpperCase)
                && value.chars().anyMatch(Character::isLowerCase)
                && value.chars().anyMatch(Character::isDigit);
    }
}
