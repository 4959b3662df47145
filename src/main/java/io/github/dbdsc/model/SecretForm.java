package io.github.dbdsc.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts that are secrets by their form, whatever field they are in: tokens with a known beginning, keys in connection
 * strings, private keys. The forms are those that their issuers document; a number, a hash, an id and base64 alone have
 * none.
 */
public final class SecretForm {

    /** What stands in place of a secret that must not be shown. */
    public static final String HIDDEN = "(hidden: it looks like a secret)";

    /** No form is shorter. */
    private static final int SHORTEST = 12;

    /** What is longer is no setting that anybody reads, and looking through it takes time. */
    static final int LONGEST = 100_000;

    private record Form(String kind, List<String> marks, Pattern pattern) {}

    private static final List<Form> FORMS = List.of(
            form("a Databricks token", "\\bdapi[0-9a-f]{32}(?:-\\d+)?\\b", "dapi"),
            form("a Databricks OAuth secret", "\\bdose[0-9a-f]{32}\\b", "dose"),
            form(
                    "the key of a storage account or a bus",
                    "(?i)\\b(?:AccountKey|SharedAccessKey)\\s*=\\s*(?<value>[A-Za-z0-9+/]{20,}={0,2})",
                    "accountkey",
                    "sharedaccesskey"),
            form(
                    "a shared access signature",
                    "(?i)(?:[?&;\\s]|^|%26)sig=(?<value>[A-Za-z0-9%+/_-]{24,}={0,2})",
                    "sig="),
            form("a private key", "-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----[\\s\\S]*", "private key"),
            form("the id of an AWS key", "\\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b", "akia", "asia", "abia", "acca"),
            // from the beginning of a word only, or each eyJ- of a long one would be followed to its end
            form(
                    "a JSON web token",
                    "(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}",
                    "eyj"),
            form(
                    "a GitHub token",
                    "\\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{36,255})\\b",
                    "ghp_",
                    "gho_",
                    "ghu_",
                    "ghs_",
                    "ghr_",
                    "github_pat_"),
            form("a bearer token", "(?i)\\bbearer\\s+(?=\\S*\\d)(?<value>[A-Za-z0-9._~+/-]{20,}=*)", "bearer"),
            form("a GitLab token", "\\bglpat-[A-Za-z0-9_-]{20,}", "glpat-"),
            form("a Slack token", "\\bxox[abeoprs]-[A-Za-z0-9-]{10,}", "xox"),
            form("a Slack webhook", "https://hooks\\.slack\\.com/services/(?<value>[A-Za-z0-9/]{20,})", "hooks.slack"),
            form("a Google key", "\\bAIza[0-9A-Za-z_-]{35}\\b", "aiza"),
            form("an npm token", "\\bnpm_[A-Za-z0-9]{36}\\b", "npm_"),
            form("a Hugging Face token", "\\bhf_[A-Za-z0-9]{34,}\\b", "hf_"),
            form("a Stripe key", "\\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}", "k_live_", "k_test_"),
            form("a key of OpenAI or Anthropic", "\\bsk-(?:proj-|ant-)[A-Za-z0-9_-]{24,}", "sk-proj-", "sk-ant-"),
            form("a SendGrid key", "\\bSG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}\\b", "sg."),
            form(
                    "a client secret of Microsoft Entra",
                    "(?<![A-Za-z0-9_~.-])[A-Za-z0-9_~.]{3}\\dQ~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~.-])",
                    "q~"),
            form(
                    "a password in an address",
                    "\\b[a-zA-Z][a-zA-Z0-9+.-]{1,30}://[^/\\s:@?#]{0,200}:(?<value>[^/\\s@?#<>*]{3,200})@[^\\s/@]",
                    "://"),
            form(
                    "a password in a connection string",
                    "(?i)(?:^|[;?&\\s])(?:password|pwd|passwd|accesskey|access_key|secretkey)\\s*=\\s*['\"{]?"
                            + "(?<value>[^;&\\s'\"<>*]{4,200})",
                    "password",
                    "pwd",
                    "passwd",
                    "accesskey",
                    "access_key",
                    "secretkey"));

    /** What else a text must have for {@code password=} in it to be part of a connection string. */
    private static final Pattern CONNECTION = Pattern.compile(
            "(?i)jdbc:|://|(?:^|[;\\s])(?:server|data source|host|user id|uid|user|username|endpoint|database|initial catalog|driver)\\s*=");

    /** What is filled in at run time, and so is no literal: {@code {{secrets/scope/key}}}, {@code ${spark.x}}, {@code $VAR}. */
    private static final Pattern REFERENCE =
            Pattern.compile("\\{\\{[^{}]*}}|\\$\\{[^{}]*}|\\$\\([^()]*\\)|%[A-Z_]{2,}%");

    private SecretForm() {}

    private static Form form(String kind, String pattern, String... marks) {
        return new Form(kind, List.of(marks), Pattern.compile(pattern));
    }

    /** Returns what kind of secret a text holds, for messages: {@code a GitHub token}; empty when it holds none. */
    public static Optional<String> kindIn(String text) {
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            return Optional.empty();
        }
        String literal = withoutReferences(text);
        String lower = literal.toLowerCase(Locale.ROOT);
        for (Form form : FORMS) {
            if (isIn(form, literal, lower)) {
                return Optional.of(form.kind());
            }
        }
        return Optional.empty();
    }

    private static boolean isIn(Form form, String text, String lower) {
        return hasMark(form, lower)
                && form.pattern().matcher(text).find()
                && (!form.kind().equals("a password in a connection string")
                        || CONNECTION.matcher(text).find());
    }

    /** Asked of each text for each form: most have none of its marks. */
    private static boolean hasMark(Form form, String lower) {
        for (String mark : form.marks()) {
            if (lower.contains(mark)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the text with every secret in it replaced by {@link #HIDDEN}. */
    public static String hiddenIn(String text) {
        if (kindIn(text).isEmpty()) {
            return text;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        String shown = text;
        for (Form form : FORMS) {
            if (isIn(form, shown, lower)) {
                shown = hidden(form, shown);
            }
        }
        return shown.equals(text) ? HIDDEN : shown;
    }

    private static String hidden(Form form, String text) {
        Matcher matcher = form.pattern().matcher(text);
        boolean isPart = form.pattern().pattern().contains("(?<value>");
        List<int[]> spans = new ArrayList<>();
        while (matcher.find()) {
            spans.add(
                    isPart
                            ? new int[] {matcher.start("value"), matcher.end("value")}
                            : new int[] {matcher.start(), matcher.end()});
        }
        StringBuilder shown = new StringBuilder(text);
        for (int i = spans.size() - 1; i >= 0; i--) {
            shown.replace(spans.get(i)[0], spans.get(i)[1], HIDDEN);
        }
        return shown.toString();
    }

    static String withoutReferences(String text) {
        return text.indexOf('{') < 0 && text.indexOf('$') < 0 && text.indexOf('%') < 0
                ? text
                : REFERENCE.matcher(text).replaceAll("");
    }
}
