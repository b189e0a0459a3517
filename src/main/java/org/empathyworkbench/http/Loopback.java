package org.empathyworkbench.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Whether an address is on this machine, so that traffic to it does not cross a network. */
public final class Loopback {
    private Loopback() { }

    /** @param host of an address, {@code [::1]} in brackets; other names are not looked up */
    public static boolean is(String host) {
        if (host == null || !host.equals("localhost") && !host.matches("127(\\.\\d{1,3}){3}|\\[::1]")) return false;
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
