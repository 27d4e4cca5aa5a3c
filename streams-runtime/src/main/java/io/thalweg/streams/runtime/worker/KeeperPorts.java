package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.TaskMetadata;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.exec.Mailbox;
import io.thalweg.streams.runtime.metrics.RestoreMeter;
import io.thalweg.streams.runtime.query.LocalStore;
import io.thalweg.streams.runtime.restore.RestoreRequest;
import io.thalweg.streams.runtime.restore.RestoreService;
import io.thalweg.streams.runtime.task.ActiveTask;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Time;

/** Connects a thread's task keeper with the rest of the instance. */
record KeeperPorts(
    String thread,
    ThreadAssembly.Services services,
    Mailbox<Command> mailbox,
    TaskReports reports,
    StateHolder view,
    Time time)
    implements TaskKeeper.Ports {

  @Override
  public void restore(RestoreRequest request) {
    services
        .state()
        .restores()
        .submit(request, outcome -> mailbox.post(new Command.Restored(outcome)));
  }

  @Override
  public void cancelRestore(TaskId task) {
    services.state().restores().cancel(task);
  }

  @Override
  public void promote(TaskId task) {
    services.state().restores().promote(task);
  }

  @Override
  public void publish(
      List<LocalStore> stores, Collection<ActiveTask> tasks, Collection<StandbyTask> standbys) {
    services.queries().publish(thread, view.get().name(), stores);
    Set<TaskMetadata> shown = new LinkedHashSet<>();
    for (ActiveTask task : tasks) {
      shown.add(
          new TaskMetadataView(
              task.id(), Set.copyOf(task.partitions()), task.startOffsets(), Map.of()));
    }
    Set<TaskMetadata> shownStandbys = new LinkedHashSet<>();
    for (StandbyTask task : standbys) {
      shownStandbys.add(new TaskMetadataView(task.id(), task.inputs(), Map.of(), Map.of()));
    }
    view.setTasks(shown, shownStandbys);
    List<StoreLog> written = new ArrayList<>();
    for (ActiveTask task : tasks) {
      task.changelogsByStore().forEach((store, log) -> written.add(new StoreLog(store, log)));
    }
    view.setWritten(written);
  }

  @Override
  public RestoreMeter openedStandby(TaskId task) {
    return reports.openedStandby(task);
  }

  @Override
  public RestoreMeter opened(TaskId task) {
    RestoreService restores = services.state().restores();
    return reports.opened(task, () -> restores.remaining(task), time.milliseconds());
  }

  @Override
  public void started(ActiveTask task) {
    reports.started(task, time.milliseconds());
  }

  @Override
  public void threadEnded() {
    services.queries().remove(thread);
  }

  @Override
  public void ended(TaskId task) {
    reports.ended(task, time.milliseconds());
  }
}
