package org.empathyworkbench.verification;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came out.
 *
 * @param checks     in the order they were made, every parameter's gradient one
 * @param notChecked keys of the file that nothing was compared with
 */
public record VerificationReport(List<Check> checks, List<String> notChecked) {
    public VerificationReport {
        checks = List.copyOf(checks);
        notChecked = List.copyOf(notChecked);
    }

    public boolean passed() { return checks.stream().allMatch(Check::passed); }

    /** Of the checks that share a name the one that is worst for its tolerance, counting all. */
    public List<Check> worst() {
        Map<String, Check> worst = new LinkedHashMap<>();
        for (Check check : checks) worst.merge(check.what(), check, VerificationReport::worse);
        return new ArrayList<>(worst.values());
    }

    /** The worst check of a name. */
    public Check worst(String what) {
        return worst().stream().filter(check -> check.what().equals(what)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no check \"" + what + "\"."));
    }

    private static Check worse(Check one, Check other) {
        Check more = other.share() > one.share() ? other : one;
        return new Check(more.what(), more.where(), more.difference(), more.tolerance(), one.compared() + other.compared());
    }
}
