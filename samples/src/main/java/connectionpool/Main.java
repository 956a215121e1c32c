package connectionpool;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A service under light load, whose error path leaks connections. With an argument, it stays for a minute at the end. */
public final class Main {

    private static final int THREADS = 4;
    private static final int CUSTOMERS = 50;

    /** Lives as long as the JVM. */
    private static final CustomerService SERVICE = new CustomerService();

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        for (int round = 1; round <= 2; round++) {
            serve(round);
            System.out.println(ConnectionPool.borrowed() + " connections borrowed at " + Instant.now());
            TimeUnit.MILLISECONDS.sleep(round == 2 && args.length > 0 ? 60_000 : 500);
        }
    }

    private static void serve(int round) throws InterruptedException {
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            String office = "office-" + round + "-" + i;
            threads[i] = new Thread(() -> requests(office), office);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void requests(String office) {
        for (int i = 0; i < CUSTOMERS; i++) {
            String customer = office + (i % 10 == 0 ? "-o'hara-" : "-miller-") + i;
            SERVICE.orders(i);
            try {
                SERVICE.addressOf(customer);
            } catch (IllegalStateException refused) {
                SERVICE.orders(i); // the page shows the orders without an address
            }
        }
    }
}
