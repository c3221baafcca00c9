"""FastAPI and Keras: a form's file in, probabilities out."""

from fastapi import FastAPI, UploadFile

from benchmarks.frameworks import keras_model

model = keras_model.load()
app = FastAPI()


@app.get("/")
def ready() -> str:
    return "ready"


@app.post("/predict")
def predict(file: UploadFile) -> dict[str, float]:
    return keras_model.scores(model, keras_model.decode(file.file.read()))
