package dev.customprofiles.agent;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;

/** Takes connections, statements and result sets, five each, and forgets to close three of five: on the way of an error. */
final class JdbcProgram {

    private static final String URL = "jdbc:h2:mem:test;DB_CLOSE_DELAY=-1";
    private static final List<Object> HELD = new ArrayList<>();

    private JdbcProgram() {}

    public static void main(String[] arguments) throws IOException {
        HikariConfig config = new HikariConfig();
        config.setPoolName("orders");
        config.setJdbcUrl(URL);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1); // no connection of its own
        config.setMaximumPoolSize(20);
        HikariDataSource pool = new HikariDataSource(config);
        Rounds.run(() -> round(pool));
    }

    private static void round(HikariDataSource pool) throws SQLException {
        JdbcDataSource plain = new JdbcDataSource();
        plain.setURL(URL);
        for (int i = 0; i < 5; i++) {
            order(i, pool);
            use(i, plain.getConnection()); // plain
            use(i, DriverManager.getConnection(URL)); // DriverManager
            use(i, DriverManager.getConnection(URL, "", "")); // DriverManager with a user
            Connection aborted = plain.getConnection(); // aborted
            aborted.abort(Runnable::run);
            Connection connection = plain.getConnection(); // with statements
            statements(i, connection);
            connection.close();
            connection.close();
        }
    }

    /** Closes its connection unless the statement fails. */
    private static void order(int i, HikariDataSource pool) {
        try {
            Connection connection = pool.getConnection(); // borrowed
            HELD.add(connection);
            Statement statement = connection.createStatement(); // borrowed statement
            statement.execute(i < 2 ? "SELECT 1" : "SELEKT 1");
            statement.close();
            connection.close();
            connection.close();
        } catch (SQLException wrong) {
            return;
        }
    }

    private static void statements(int i, Connection connection) throws SQLException {
        Statement statement = connection.createStatement(); // statement
        PreparedStatement prepared = connection.prepareStatement("SELECT 1"); // prepared
        ResultSet results = prepared.executeQuery(); // results
        ResultSet others = statement.executeQuery("SELECT 1"); // other results
        if (i < 2) {
            others.close();
            results.close();
            prepared.close();
            statement.close();
            statement.close();
        } else {
            HELD.addAll(List.of(statement, prepared, results, others));
        }
    }

    private static void use(int i, Connection connection) throws SQLException {
        if (i < 2) {
            connection.close();
            connection.close();
        } else {
            HELD.add(connection);
        }
    }
}
