"""How far each unit has come with the model, visits and questions, and who has been told what. Knows of no child."""
