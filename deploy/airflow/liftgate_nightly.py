"""A night of Liftgate in Airflow. The exit code decides: 1 is tried again, 3 (a gate said no) skips what follows."""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG(
    dag_id="liftgate_retail_promotions",
    schedule="30 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
):
    BashOperator(
        task_id="run",
        # The key makes one run of one try, even where Airflow starts the task twice. A new try computes only what is missing.
        bash_command=(
            "/opt/liftgate/bin/liftgate run retail-promotions --data /srv/journey/{{ ds }} --key retail-{{ ds }}-{{ ti.try_number }} --json; "
            "code=$?; [ $code -eq 3 ] && exit 99; exit $code"
        ),
        env={"LIFTGATE_HOME": "/var/lib/liftgate"},
        append_env=True,
        skip_on_exit_code=99,
        retries=2,
        retry_delay=timedelta(minutes=10),
        execution_timeout=timedelta(hours=4),
    )
